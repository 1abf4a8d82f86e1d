// The request samples of generated/samples.yaml.
import { readFile } from "node:fs/promises";
import { parse as parseYaml } from "yaml";

import type { Sample } from "../generate/samples.js";
import { idOfSample, readSamplesRun } from "../shared/samples-run.js";

const run = readSamplesRun();

/** By operationId. */
export type Samples = Record<string, Sample[]>;

/** `tested` says of each whether it was run as it is. */
export async function readSamples(): Promise<Samples> {
  const all = parseYaml(await readFile("generated/samples.yaml", "utf8")) as Samples; // Safe: our own generated file.
  const withRun = (operationId: string) => (sample: Sample) => ({
    ...sample,
    tested: "source" in sample && run?.samples[operationId]?.[sample.label] === idOfSample(sample.source),
  });
  return Object.fromEntries(Object.entries(all).map(([id, samples]) => [id, samples.map(withRun(id))]));
}

export function sampleLabel({ label, tested }: Sample): string {
  return tested ? label : `${label} (untested)`;
}

/** Where and when the samples of an operation that are not marked as untested were run. */
export function sampleNote(samples: Sample[]): string {
  const count = samples.filter(({ tested }) => tested).length;
  if (run === undefined || count === 0) return "These samples were not run.";
  return `${count} of the ${samples.length} samples were run against the sandbox, on ${run.date} under ${run.system}.`;
}
