import type { FetchInit, FetchResponse } from "./fetch.js";

/** The platform's `fetch`, looked up at each call, so that instrumentation installed later is used. */
export function platformFetch(url: string, init: FetchInit): Promise<FetchResponse> {
  return globalThis.fetch(url, withoutForeignSignal(init));
}

/**
 * Leaves out a signal that the platform's `fetch` and `Request` refuse: in jsdom, AbortController may be jsdom's and `fetch`
 * Node's, which takes only its own signals since Node 24. A call ends in time without it; its request may go on.
 */
export function withoutForeignSignal<Init extends { signal?: AbortSignal | null | undefined }>(init: Init): Init {
  return init.signal && isForeign(init.signal) ? { ...init, signal: null } : init;
}

/** The class of the last signal, so that not every call costs a Request, and whether it is foreign. */
let lastClass: unknown;
let isForeignClass: boolean;

function isForeign(signal: AbortSignal): boolean {
  if (lastClass !== signal.constructor) {
    lastClass = signal.constructor;
    isForeignClass = false;
    try {
      new Request("https://signal.invalid", { signal });
    } catch {
      isForeignClass = typeof Request === "function"; // A platform without Request has a fetch that was added to it.
    }
  }
  return isForeignClass;
}
