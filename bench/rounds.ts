/** A case with one sample of each round. Sample n of every case comes from round n, so that they can be compared. */
export type Measured<Case, Sample> = Case & { samples: Sample[] };

/** Runs every case once in each round, so that a slow period of the machine affects all cases. */
export async function inRounds<Case, Sample>(
  rounds: number,
  cases: readonly Case[],
  measure: (one: Case) => Promise<Sample>,
): Promise<Measured<Case, Sample>[]> {
  const measured = cases.map((one) => ({ ...one, samples: [] as Sample[] })); // Safe: an empty array.
  for (let round = 0; round < rounds; round++) {
    for (const one of measured) one.samples.push(await measure(one));
  }
  return measured;
}

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
