import ora from "ora";

import type { Journal } from "./journal.js";

/** Shows how far the run is: a bar in a terminal, a plain line every five seconds elsewhere. Returns what ends it. */
export function showProgress({ counts }: Journal, total: number): () => void {
  const startedAt = Date.now();
  const done = () => Object.values(counts).reduce((sum, count) => sum + count, 0);
  const doneBefore = done();
  const line = () => {
    const rate = (done() - doneBefore) / ((Date.now() - startedAt) / 1_000 || 1);
    const left = rate === 0 ? "?" : Math.ceil((total - done()) / rate);
    return `${done()} of ${total} · ${rate.toFixed(0)}/s · ${left} s left · ${summary(counts)}`;
  };
  // A terminal that does not know its width keeps ora in an endless loop.
  if (!process.stderr.isTTY || process.stderr.columns === 0) {
    const timer = setInterval(() => {
      console.error(line());
    }, 5_000);
    return () => {
      clearInterval(timer);
    };
  }
  const spinner = ora({ discardStdin: false }).start(); // In raw mode, Ctrl-C would be no signal.
  const timer = setInterval(() => {
    const full = Math.floor((20 * done()) / total);
    spinner.text = `${"█".repeat(full)}${"░".repeat(20 - full)} ${line()}`;
  }, 100);
  return () => {
    clearInterval(timer);
    spinner.stop();
  };
}

/** "18 deleted, 2 already gone". */
export function summary(counts: Journal["counts"]): string {
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  return shown.map(([verdict, count]) => `${count} ${verdict}`).join(", ") || "no verdict yet";
}
