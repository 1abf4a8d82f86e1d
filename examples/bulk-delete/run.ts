import type { createAsk } from "./ask.js";
import type { Journal } from "./journal.js";

/** One run over a file of ids, on this machine or over a queue. */
export interface Run {
  /** All ids of the file, with their lines. */
  ids: ReadonlyMap<string, number>;
  /** Those that had no verdict when the run began. */
  todo: Iterable<string>;
  journal: Journal;
  ask: ReturnType<typeof createAsk>;
  maxAttempts: number;
  /** Requests at a time, over all workers. */
  concurrency: number;
  /** Requests a second, over all workers. */
  rate: number;
  /** Aborted when nothing more may be sent. */
  signal: AbortSignal;
  /** Ends the run; requests that are under way get their answers. */
  stop: (reason: unknown) => void;
}
