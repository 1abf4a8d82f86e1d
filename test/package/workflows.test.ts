import { readdirSync, readFileSync } from "node:fs";

import { parse } from "yaml";

interface Job {
  needs?: string;
  steps: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

const folder = ".github/workflows";

function jobsOf(file: string): Record<string, Job> {
  // Safe: the workflow is ours.
  return (parse(readFileSync(`${folder}/${file}`, "utf8")) as { jobs: Record<string, Job> }).jobs;
}

it.each(readdirSync(folder))("%s uses actions by their full commit, and names its version", (file) => {
  const uses = readFileSync(`${folder}/${file}`, "utf8").match(/uses: .*/g) ?? [];
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

describe("a release", () => {
  const { publish, "build-site": build, "publish-site": site, ...others } = jobsOf("release.yml");

  it("publishes the site after the package, and in no other workflow", () => {
    expect([publish?.needs, build?.needs, site?.needs]).toEqual([undefined, "publish", "build-site"]);
    expect(publish?.steps.map(({ run }) => run)).toContain("npm run release");
    expect(others).toEqual({});
    const pages = readdirSync(folder).filter((file) =>
      readFileSync(`${folder}/${file}`, "utf8").includes("actions/deploy-pages"),
    );
    expect(pages).toEqual(["release.yml"]);
  });

  it("is built on Node 24", () => {
    const versions = [publish, build].map((job) => job?.steps.flatMap(({ with: set }) => set?.["node-version"] ?? []));
    expect(versions).toEqual([[24], [24]]);
  });
});
