import type { Line } from "./bulk-process.js";
import type { MisbehavingServer } from "./misbehaving-server.js";

/** Every false statement in the journal; empty if there is none. */
export function untruths(
  journal: readonly Line[],
  ids: readonly string[],
  known: readonly string[],
  server: MisbehavingServer,
) {
  const wasThere = new Set(known);
  const linesOf = grouped(journal);
  const requestsOf = grouped(server.requests);
  return ids.flatMap((id) => {
    const lines = linesOf.get(id) ?? [];
    const [line, ...others] = lines.filter(({ verdict }) => verdict !== undefined);
    if (line === undefined) return [`${id} has no verdict`];
    if (others.length > 0) return [`${id} has ${others.length + 1} verdicts`];
    const faults = (requestsOf.get(id) ?? []).map(({ fault }) => fault ?? "response");
    const truth = server.customers.has(id) ? "refused" : wasThere.has(id) ? "deleted" : "already gone";
    // Nobody can know whether an earlier request, whose response was lost, deleted the customer.
    const isTrue =
      line.verdict === truth ||
      (line.verdict === "gone, probably by us" && !server.customers.has(id) && lines.length > 2);
    return isTrue ? [] : [`${id} is reported ${String(line.verdict)}; it was ${truth} (${faults.join(", ")})`];
  });
}

/**
 * What many machines say of each id: what the workers sent and could not settle, the verdicts of the producer, and what the
 * producer handed out again, since it cannot know whether the hand-out before, which a kill cut off, has reached a worker.
 */
export function ofManyMachines(sent: readonly Line[], report: readonly Line[]): Line[] {
  const handedOut = new Set<string>();
  const again = report.filter(({ id, sending, verdict }) => {
    if (sending === undefined) return verdict !== undefined;
    const isAgain = handedOut.has(id);
    handedOut.add(id);
    return isAgain;
  });
  return [...sent.filter(({ verdict }) => verdict === undefined), ...again];
}

/** The ids that were sent again although their response had been read. */
export function sentAgain(journal: readonly Line[]): string[] {
  const known = new Set<string>();
  return journal.flatMap(({ id, sending, verdict }) => {
    if (verdict !== undefined) known.add(id);
    return sending !== undefined && known.has(id) ? [id] : [];
  });
}

function grouped<T extends { id: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.id, [...(groups.get(item.id) ?? []), item]);
  return groups;
}
