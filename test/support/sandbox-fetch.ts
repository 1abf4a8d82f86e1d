// Loaded before a documented code block: whatever host the block names, only the sandbox in this process responds.
import { createSandbox } from "enkash-customer-client/sandbox";

const sandbox = createSandbox();
const faults: Record<string, typeof fetch> = {
  none: sandbox.fetch,
  refused: () => Promise.reject(new TypeError("fetch failed")),
  stalled: (_, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => {
        reject(new Error("aborted"));
      });
    }),
  redirect: () => Promise.resolve(new Response(null, { status: 303, headers: { location: "/" } })),
  "web page": () => Promise.resolve(new Response("<!doctype html><title>Log in</title>")),
  forbidden: prefer("code=403"),
  unauthorized: prefer("code=401"),
};

// Without delays between attempts, which no block prints.
Math.random = () => 0;

const chosen = faults[process.env["SANDBOX_FAULT"] ?? "none"];
if (chosen === undefined) throw new Error("SANDBOX_FAULT names no fault");
globalThis.fetch = chosen;

function prefer(response: string): typeof fetch {
  return (input, init) =>
    sandbox.fetch(input, { ...init, headers: { ...(init?.headers as object), prefer: response } });
}
