import type { IncomingMessage, RequestListener } from "node:http";
import { buffer } from "node:stream/consumers";

import { tokenPath } from "../../generated/operations.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { listen, type Loopback } from "../support/loopback.js";

export const absent = "KC00000000000000";
export const customer = "KC0123456789ABCD";

export const account = {
  clientId: "client-of-the-test",
  clientSecret: "secret-of-the-test",
  username: "user-of-the-test",
  password: "pass/word of the+test",
};

/** What a server says in place of the sandbox; undefined where it says the same. */
export type Change = (response: SandboxResponse, request: IncomingMessage) => Partial<SandboxResponse> | undefined;

interface SandboxResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
  delayMs: number;
}

export interface Server extends Loopback {
  customers: ReadonlySet<string>;
}

/** The sandbox, which takes only the tokens that it issued, behind a change of its responses. */
export async function listenAs(change: Change = () => undefined): Promise<Server> {
  const sandbox = createSandbox({ accounts: [account] });
  const listener: RequestListener = (request, response) => {
    void (async () => {
      const bytes = await buffer(request);
      const { method = "", url = "" } = request;
      const received = await sandbox.fetch(`http://127.0.0.1${url}`, {
        method,
        headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
        ...(bytes.length > 0 && { body: bytes }),
      });
      const own = {
        status: received.status,
        headers: Object.fromEntries(received.headers),
        text: await received.text(),
      };
      const { status, headers, text, delayMs } = { ...own, delayMs: 0, ...change({ ...own, delayMs: 0 }, request) };
      setTimeout(() => response.writeHead(status, headers).end(text), delayMs).unref();
    })();
  };
  return { ...(await listen(listener)), customers: sandbox.customers };
}

/** Changes what the server says to requests with this authorization: "none", "made up", "own" or "login". */
export function to(kind: "none" | "made up" | "own" | "login", change: Change): Change {
  return (response, request) => {
    const authorization = request.headers.authorization ?? "none";
    const isLogin = request.url?.endsWith(tokenPath) === true;
    const own = isLogin
      ? "login"
      : authorization === "none"
        ? "none"
        : authorization.includes("made-up")
          ? "made up"
          : "own";
    return own === kind ? change(response, request) : undefined;
  };
}

/** Changes the members of a JSON body. */
export function body(change: (body: Record<string, unknown>) => unknown): Change {
  return ({ text }) => ({ text: JSON.stringify(change(JSON.parse(text) as Record<string, unknown>)) }); // Safe: the sandbox's.
}

/** Changes the members of errorResponse. */
export function details(members: Record<string, unknown>): Change {
  return body((own) => ({
    ...own,
    ...(own["errorResponse"] !== null && { errorResponse: Object.assign({}, own["errorResponse"], members) }),
  }));
}
