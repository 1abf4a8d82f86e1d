// The request samples of generated/samples.yaml.
import { readFile } from "node:fs/promises";
import { parse } from "yaml";

interface SampleLanguage {
  lang: string;
  label: string;
  /** Whether the project runs the samples of the language against the sandbox. */
  proven: boolean;
}

/** `missing` is the reason why there is none. */
export type Sample = SampleLanguage & ({ source: string } | { missing: string });

/** By operationId. */
export type Samples = Record<string, Sample[]>;

export async function readSamples(): Promise<Samples> {
  return parse(await readFile("generated/samples.yaml", "utf8")) as Samples; // Sound: our own generated file.
}

export function sampleLabel({ label, proven }: Sample): string {
  return proven ? label : `${label} (unproven)`;
}
