/** A promise that an abort rejects at once with the signal's own reason. `start` gives what ends its work, either way. */
export function abortable<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => (succeeded: boolean) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      const reason: unknown = signal.reason;
      reject(reason);
      return;
    }
    const finish = (succeeded: boolean) => {
      unlisten?.();
      stop(succeeded);
    };
    const fail = (reason: unknown) => {
      reject(reason);
      finish(false);
    };
    const stop = start((value) => {
      resolve(value);
      finish(true);
    }, fail);
    const unlisten =
      signal &&
      listen(signal, () => {
        fail(signal.reason);
      });
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

interface Crowd {
  listeners: Set<() => void>;
  onAbort: () => void;
}

/** Those who wait on a signal, behind one listener of the platform's: at the eleventh, Node warns of a leak. */
const crowds = new WeakMap<AbortSignal, Crowd>();

/** Calls `listener` when the signal aborts, until the function that it gives is called. */
function listen(signal: AbortSignal, listener: () => void): () => void {
  const crowd = crowds.get(signal) ?? gather(signal);
  crowd.listeners.add(listener);
  return () => {
    if (!crowd.listeners.delete(listener) || crowd.listeners.size > 0) return;
    signal.removeEventListener("abort", crowd.onAbort);
    crowds.delete(signal);
  };
}

function gather(signal: AbortSignal): Crowd {
  const listeners = new Set<() => void>();
  const onAbort = () => {
    for (const listener of listeners) listener();
  };
  signal.addEventListener("abort", onAbort);
  const crowd = { listeners, onAbort };
  crowds.set(signal, crowd);
  return crowd;
}
