// The request samples of generated/samples.yaml.
import { readFile } from "node:fs/promises";
import { parse as parseYaml } from "yaml";

import type { Sample } from "../generate/samples.js";

/** By operationId. */
export type Samples = Record<string, Sample[]>;

export async function readSamples(): Promise<Samples> {
  return parseYaml(await readFile("generated/samples.yaml", "utf8")) as Samples; // Safe: our own generated file.
}

export function sampleLabel({ label, tested }: Sample): string {
  return tested ? label : `${label} (untested)`;
}
