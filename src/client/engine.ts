/** What the rest of the extension may ask of the engine; `Connection` is the real one. */
import type { RequestType, RequestType0 } from "vscode-jsonrpc";

export interface Engine {
  /** Rejects with a ProblemError (`engineStopped`) when there is no engine or it dies before it answers. */
  readonly ask: <P, R>(request: RequestType<P, R, void>, params: P) => Promise<R>;
  readonly ask0: <R>(request: RequestType0<R, void>) => Promise<R>;
}
