/** The Debug Adapter Protocol as far as the pump must understand it: envelopes. What it does not know passes through untouched. */

export type Body = Readonly<Record<string, unknown>>;

/** The editor asks (or the adapter asks back). */
export interface Request {
  readonly type: "request";
  readonly seq: number;
  readonly command: string;
  readonly arguments?: Body;
}

export interface Response {
  readonly type: "response";
  readonly seq: number;
  readonly request_seq: number;
  readonly command: string;
  readonly success: boolean;
  readonly message?: string;
  readonly body?: Body;
}

export interface Event {
  readonly type: "event";
  readonly seq: number;
  readonly event: string;
  readonly body?: Body;
}

export type Message = Request | Response | Event;

/** Whether a value that came as JSON is an object with named fields. */
export function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value that came as JSON is a message of the protocol. */
export function isMessage(value: unknown): value is Message {
  if (!isBody(value) || typeof value["seq"] !== "number") return false;
  switch (value["type"]) {
    case "request":
      return typeof value["command"] === "string";
    case "response":
      return typeof value["request_seq"] === "number" && typeof value["command"] === "string";
    case "event":
      return typeof value["event"] === "string";
    default:
      return false;
  }
}
