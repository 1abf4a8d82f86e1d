// The request samples of generated/samples.yaml.
import { readFile } from "node:fs/promises";
import { parse } from "yaml";

export interface Sample {
  lang: string;
  label: string;
  source: string;
  /** Whether the project has run it against the sandbox. */
  proven: boolean;
}

/** By operationId. */
export type Samples = Record<string, Sample[]>;

export async function readSamples(): Promise<Samples> {
  return parse(await readFile("generated/samples.yaml", "utf8")) as Samples; // Sound: our own generated file.
}

export function sampleLabel({ label, proven }: Sample): string {
  return proven ? label : `${label} (unproven)`;
}
