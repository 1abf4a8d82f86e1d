import { readdirSync, readFileSync } from "node:fs";

import { parse } from "yaml";

interface Job {
  needs?: string;
  permissions?: Record<string, string>;
  environment?: string | object;
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
  const { pack, publish, "build-site": build, "publish-site": site, ...others } = jobsOf("release.yml");
  const commandsOf = (job: Job | undefined) => job?.steps.flatMap(({ run }) => run ?? []);
  const usedBy = (job: Job | undefined) => job?.steps.flatMap(({ uses }) => uses?.split("@")[0] ?? []);

  it("checks and packs where nothing can be published", () => {
    expect(pack?.permissions).toEqual({ contents: "read" });
    expect(commandsOf(pack)?.at(-1)).toBe("npm run release");
    expect(pack?.steps.at(-1)).toMatchObject({
      uses: expect.stringMatching(/^actions\/upload-artifact@/) as string,
      with: { name: "package", path: "release/*.tgz", "if-no-files-found": "error" },
    });
  });

  it("publishes that tarball where no code of the repository or of a dependency runs", () => {
    expect(publish).toMatchObject({ needs: "pack", permissions: { "id-token": "write" }, environment: "npm" });
    expect(Object.keys(publish?.permissions ?? {})).toEqual(["id-token"]);
    expect(usedBy(publish)).toEqual(["actions/setup-node", "actions/download-artifact"]);
    expect(publish?.steps.at(-2)).toMatchObject({ with: { name: "package" } });
    expect(commandsOf(publish)).toEqual(["npm publish ./*.tgz --provenance --access public --ignore-scripts"]);
  });

  it("gives the right to sign to no job that installs a dependency", () => {
    for (const job of Object.values(jobsOf("release.yml"))) {
      if (job.permissions?.["id-token"] === undefined) continue;
      expect(commandsOf(job)?.filter((command) => !command.startsWith("npm publish "))).toEqual([]);
    }
  });

  it("publishes the site after the package, and in no other workflow", () => {
    expect([pack?.needs, build?.needs, site?.needs]).toEqual([undefined, "publish", "build-site"]);
    expect(others).toEqual({});
    const pages = readdirSync(folder).filter((file) =>
      readFileSync(`${folder}/${file}`, "utf8").includes("actions/deploy-pages"),
    );
    expect(pages).toEqual(["release.yml"]);
  });

  it("is built on Node 24", () => {
    const versions = [pack, publish, build].map((job) =>
      job?.steps.flatMap(({ with: set }) => set?.["node-version"] ?? []),
    );
    expect(versions).toEqual([[24], [24], [24]]);
  });
});
