import ora from "ora";

import type { Journal } from "./journal.js";

/** Shows how far the run is: a bar in a terminal, a plain line every five seconds elsewhere. */
export async function showProgress({ counts }: Journal, total: number, run: Promise<void>): Promise<void> {
  const done = () => Object.values(counts).reduce((sum, count) => sum + count, 0);
  const [startedAt, doneBefore] = [Date.now(), done()];
  // A terminal that does not know its width keeps ora in an endless loop. In raw mode, Ctrl-C would be no signal.
  const spinner = process.stderr.isTTY && process.stderr.columns > 0 && ora({ discardStdin: false }).start();
  const show = () => {
    const rate = (1_000 * (done() - doneBefore)) / (Date.now() - startedAt);
    const left = rate > 0 ? Math.ceil((total - done()) / rate) : "?";
    const line = `${done()} of ${total} · ${rate.toFixed(0)}/s · ${left} s left · ${summary(counts)}`;
    if (spinner) spinner.text = `${"█".repeat((20 * done()) / total).padEnd(20, "░")} ${line}`;
    else console.error(line);
  };
  const timer = setInterval(show, spinner ? 100 : 5_000);
  await run;
  clearInterval(timer);
  if (spinner) spinner.stop();
}

/** "18 deleted, 2 already gone". */
export function summary(counts: Journal["counts"]): string {
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  return shown.map(([verdict, count]) => `${count} ${verdict}`).join(", ") || "no verdict yet";
}
