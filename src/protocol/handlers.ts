/**
 * What answers the requests of messages.ts: one function per request, no more, no fewer. The engine makes
 * such a table from itself; the command line asks either that one or, on another host, one made of a connection.
 */
import type { RequestType, RequestType0 } from "vscode-jsonrpc";
import type { requests } from "./messages.ts";

type Requests = typeof requests;

/** What the request `Name` is told. */
export type ParamsOf<Name extends keyof Requests> =
  Requests[Name] extends RequestType<infer Params, unknown, void> ? Params : never;

/** What the request `Name` is answered with. */
export type ResultOf<Name extends keyof Requests> =
  Requests[Name] extends RequestType<unknown, infer Result, void>
    ? Result
    : Requests[Name] extends RequestType0<infer Result, void>
      ? Result
      : never;

/** One handler per request: a missing one is a compile error. Rejects only for bugs and lost connections. */
export type Handlers = {
  readonly [Name in keyof Requests]: Requests[Name] extends RequestType0<infer Result, void>
    ? () => Promise<Result>
    : (params: ParamsOf<Name>) => Promise<ResultOf<Name>>;
};
