/**
 * A promise that rejects at once when the signal aborts, with the signal's own reason.
 *
 * @param start - begins the work, and returns the function that ends it; that is called once the promise has settled
 */
export function abortable<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortReason(signal));
      return;
    }
    let stop = (): void => undefined; // Nothing to stop until the work has started.
    let isSettled = false as boolean; // The callbacks below change it, which the compiler does not see.
    const settle = (deliver: () => void) => {
      if (isSettled) return;
      isSettled = true;
      deliver();
      stop();
      unlisten?.();
    };
    const fail = (reason: unknown) => {
      settle(() => {
        reject(reason);
      });
    };
    // Before the work starts, since the work itself may abort the signal.
    const unlisten =
      signal &&
      listen(signal, () => {
        fail(abortReason(signal));
      });
    stop = start((value) => {
      settle(() => {
        resolve(value);
      });
    }, fail);
    if (isSettled) stop();
  });
}

/** Starts an operation, and no longer waits for it once the signal aborts. */
export function untilAborted<T>(signal: AbortSignal | undefined, start: () => Promise<T>): Promise<T> {
  return abortable(signal, (resolve, reject) => {
    start().then(resolve, reject);
    return () => undefined;
  });
}

export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return abortable(signal, (resolve) => {
    const timer = setTimeout(resolve, ms);
    return () => {
      clearTimeout(timer);
    };
  });
}

/** A polyfilled signal may have no reason. The default is the platform's, but not a DOMException, which React Native lacks. */
function abortReason(signal: AbortSignal): unknown {
  const reason: unknown = signal.reason;
  if (reason !== undefined) return reason;
  // Defined, since where the intrinsics are frozen, an inherited name cannot be assigned to.
  return Object.defineProperty(new Error("This operation was aborted"), "name", { value: "AbortError" });
}

/** All waiters on one signal share one platform listener, since Node warns of a leak from the eleventh on. */
interface SharedListener {
  waiters: Set<() => void>;
  onAbort: () => void;
}

const sharedListeners = new WeakMap<AbortSignal, SharedListener>();

/** Calls `waiter` when the signal aborts, until the returned function is called. */
function listen(signal: AbortSignal, waiter: () => void): () => void {
  const shared = sharedListeners.get(signal) ?? share(signal);
  shared.waiters.add(waiter);
  return () => {
    shared.waiters.delete(waiter);
    if (shared.waiters.size > 0) return;
    sharedListeners.delete(signal);
    try {
      signal.removeEventListener("abort", shared.onAbort);
    } catch {
      // That of a polyfill may fail. The call has ended all the same.
    }
  };
}

function share(signal: AbortSignal): SharedListener {
  const waiters = new Set<() => void>();
  const onAbort = () => {
    for (const waiter of waiters) waiter();
  };
  signal.addEventListener("abort", onAbort);
  const shared = { waiters, onAbort };
  sharedListeners.set(signal, shared);
  return shared;
}
