import { readFileSync } from "node:fs";

import { parse } from "yaml";

import { examples } from "../generated/examples.js";
import { servers } from "../src/index.js";

// The portal's fifteen, in its order, and TypeScript with this package first.
const labels = "TypeScript Shell JavaScript Java Swift Go PHP Python HTTP C C# Objective-C Ruby OCaml Dart R".split(
  " ",
);
// Sound: our own generated file.
const all = parse(readFileSync("generated/samples.yaml", "utf8")) as Record<
  string,
  { label: string; source: string }[]
>;

describe.each(Object.entries(all))("the request samples of %s", (_, samples) => {
  it("are in the portal's languages, TypeScript first", () => {
    expect(samples.map(({ label }) => label)).toEqual(labels);
  });

  it.each(samples.map(({ label, source }) => [label, source]))(
    "in %s hold the description's own values",
    (label, source) => {
      const { customerId, parentCompanyId } = examples.deleteCustomerByCustomerId.parameters;
      for (const value of [...customerId, ...parentCompanyId]) expect(source).toContain(value);
      expect(source).toContain(new URL(servers[0].url).host);
      // The token comes from the environment.
      expect(source).toContain("ENKASH_ACCESS_TOKEN");
      expect(source).not.toMatch(/Bearer TOKEN|\r/);
      if (label !== "TypeScript") expect(source).toMatch(/DELETE|\bdelete\b|Delete/);
    },
  );
});
