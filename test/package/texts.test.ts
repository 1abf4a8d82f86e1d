// What the texts for readers say, wherever a test can hold it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { landingPage, topicPages } from "../../scripts/docs/articles.js";
import { changelogSections } from "../../scripts/shared/changelog.js";
import { languages } from "../../scripts/generate/sample-languages.js";
import { operationTable } from "../../generated/operations.js";
import { readBody } from "../../src/http/body.js";
import { redactIdentifier } from "../../src/http/redaction.js";
import { retriedStatuses, retryDelayMs } from "../../src/http/retry.js";
import { EnkashConnectionError } from "../../src/errors.js";
import { checkClientOptions } from "../../src/options.js";
import { nodeLines } from "../runtimes/node-lines.js";
import { rejection } from "../support/rejection.js";

const topics = readdirSync("docs")
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);
/** Each is read on GitHub. */
const files = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "openapi/README.md", ...topics];

function text(file: string): string {
  return readFileSync(file, "utf8");
}

/** The text in one line, without its code blocks. */
function prose(file: string): string {
  return withoutCode(file).replace(/\s+/g, " ");
}

function withoutCode(file: string): string {
  return text(file).replace(/^```[^]*?^```$/gm, "");
}

/** The dependencies of a manifest, by name, with the version that is tested. */
function dependencies(folder: string): Record<string, string> {
  // Safe: our own manifests.
  const manifest = JSON.parse(text(join(folder, "package.json"))) as Record<string, Record<string, string> | undefined>;
  return { ...manifest["dependencies"], ...manifest["devDependencies"] };
}

describe.each(files)("%s", (file) => {
  /** As GitHub and the site make it of a heading. */
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-");
  const anchors = (target: string) =>
    Array.from(withoutCode(target).matchAll(/^#+ (.*)$/gm), ([, heading = ""]) => slug(heading));

  it("leads to files and headings that exist", () => {
    const links = Array.from(withoutCode(file).matchAll(/\]\(([^)\s]+)\)/g), ([, link = ""]) => link);
    // The landing page is of the site alone, and leads to pages that have no Markdown.
    const inside = links.filter(
      (link) => !/^https?:/.test(link) && !(file === "docs/index.md" && link.endsWith(".html")),
    );
    const astray = inside.filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : join(dirname(file), path);
      return !existsSync(target) || (anchor !== undefined && !anchors(target).includes(anchor));
    });
    expect(astray).toEqual([]);
  });

  it("has no pattern of file names in a command, which PowerShell would not expand", () => {
    const commands = Array.from(text(file).matchAll(/^```sh\n([^]*?)^```$/gm), ([, block = ""]) => block);
    expect(commands.filter((block) => /\*/.test(block))).toEqual([]);
  });
});

it("no sentence stands in two texts", () => {
  const owners = new Map<string, string>();
  const repeated: string[] = [];
  for (const file of files) {
    const own = new Set<string>();
    for (const part of withoutCode(file)
      .replace(/\]\([^)]*\)/g, "")
      .split(/\n\n|\n[-|]|(?<=[.:;!?])\s|\|/)) {
      const sentence = part
        .replace(/[\s`*#|[]+/g, " ")
        .trim()
        .toLowerCase();
      if (sentence.length >= 40 && /\w/.test(sentence)) own.add(sentence);
    }
    for (const sentence of own) {
      const owner = owners.get(sentence);
      if (owner === undefined) owners.set(sentence, file);
      else repeated.push(`${owner}, ${file}: ${sentence}`);
    }
  }
  expect(owners.size).toBeGreaterThan(500);
  expect(repeated).toEqual([]);
});

describe("numbers:", () => {
  const [oldest, ...newer] = nodeLines.map(({ version }) => version.replace(/\.0$/, ""));

  it("the description speaks of one operation as long as there is one", () => {
    const isOne = Object.keys(operationTable).length === 1;
    expect(/\bone operation\b/.test(text("openapi/openapi.yaml"))).toBe(isOne);
    expect(/\bdocuments the operation on one public page\b/.test(prose("docs/index.md"))).toBe(isOne);
  });

  it("the retries of the page are those of the client", () => {
    jest.spyOn(Math, "random").mockReturnValue(1);
    const error = new EnkashConnectionError("cut", { attempts: 1 });
    const [first, second, ...later] = [1, 2, 9].map((attempts) =>
      retryDelayMs({ kind: "unanswered", error }, attempts),
    );
    const [seconds, last] = [(first ?? 0) / 1_000, (later[0] ?? 0) / 1_000];
    expect(second).toBe(2 * (first ?? 0));
    expect(prose("docs/retries.md")).toContain(`up to ${seconds} s, then ${2 * seconds} s, doubling to ${last} s`);
    expect(prose("docs/retries.md")).toContain(
      `${retriedStatuses.slice(0, -1).join(", ")} or ${retriedStatuses.at(-1)}`,
    );
  });

  it("above a minute no retry is made", () => {
    const retryAfter = (seconds: number) => {
      const headers = new Headers({ "retry-after": String(seconds) });
      const response = { status: 503, headers, bytes: new Uint8Array(), attempts: 1, retried: false, secrets: [] };
      return retryDelayMs({ kind: "response", status: 503, response }, 1);
    };
    expect([retryAfter(60), retryAfter(61)]).toEqual([60_000, undefined]);
    expect(prose("docs/retries.md")).toContain("Above a minute the call fails at once");
  });

  it("the length of a token that no error shows is that of the client", () => {
    const shortest = Array.from({ length: 40 }, (_, index) => "x".repeat(index)).findIndex((token) => {
      return token !== "" && redactIdentifier(token, [token]) !== token;
    });
    const named = files.flatMap((file) => Array.from(prose(file).matchAll(/(\d+) characters or more/g), ([, n]) => n));
    expect(new Set(named)).toEqual(new Set([String(shortest)]));
    expect(prose("SECURITY.md")).toContain(`one of fewer than ${shortest} characters`);
  });

  it("the size of a body that is read is that of the client", async () => {
    const headers = new Headers({ "content-length": String(2 ** 40) });
    const reason = await rejection(readBody(new Response(), headers), Error);
    const bytes = Number(/larger than (\d+) bytes/.exec(reason.message)?.[1]);
    const named = files.flatMap((file) => Array.from(prose(file).matchAll(/(\d+) MiB/g), ([, n]) => n));
    expect(new Set(named)).toEqual(new Set([String(bytes / 2 ** 20)]));
  });

  it("the defaults of the page are those of the client", () => {
    const { timeoutMs, maxRetries } = checkClientOptions({ baseUrl: "https://sandbox.invalid" });
    const shown = `${timeoutMs / 1_000} 000`;
    expect(text("docs/options.md")).toMatch(new RegExp(`^\\| \`timeoutMs\` \\\\\\* +\\| ${shown} +\\|`, "m"));
    expect(text("docs/options.md")).toMatch(new RegExp(`^\\| \`maxRetries\` \\\\\\* +\\| ${maxRetries} +\\|`, "m"));
    expect(prose("docs/retries.md")).toContain(`One request may take ${timeoutMs / 1_000} s`);
    expect(prose("docs/retries.md")).toContain(`at most ${maxRetries === 2 ? "twice" : `${maxRetries} times`}`);
  });

  it("the lines of Node are those that CI tests", () => {
    const majors = newer.map((version) => version.split(".")[0]);
    expect(prose("CONTRIBUTING.md")).toContain(`You need Node ${oldest} or newer`);
    const list = `${majors.slice(0, -1).join(", ")} and ${majors.at(-1)}`;
    expect(prose("CONTRIBUTING.md")).toContain(`on Node ${list} too`);
    expect(prose("CONTRIBUTING.md")).toContain(`on Node ${oldest}.0, ${list} `);
  });

  it("the site has samples in TypeScript and in as many languages as the changelog says", () => {
    expect(languages).toHaveLength(15);
    expect(prose("CHANGELOG.md")).toContain("samples in sixteen languages");
  });

  it("the tools that are tested are named with their versions", () => {
    const page = prose("docs/runtimes.md");
    const { webpack, vite, esbuild, jest: newestJest, ...others } = dependencies("test/consumers");
    const compilers = Object.entries(others).filter(([name]) => name.startsWith("typescript-"));
    const shorts = compilers.map(([, version]) => short(version.replace("npm:typescript@", ""), 2));
    expect(page).toContain(`TypeScript ${shorts.slice(0, -1).join(", ")} and ${shorts.at(-1)}`);
    const jests = ["jest-27", "jest-29-jsdom"].map((name) => dependencies(`test/consumers/${name}`)["jest"]);
    const majors = [...jests, newestJest].map((version) => short(version, 1));
    expect(page).toContain(`Jest ${majors.slice(0, -1).join(", ")} and ${majors.at(-1)}`);
    expect(page).toContain(`Vitest ${short(dependencies("test/consumers/vitest-3-jsdom")["vitest"], 1)},`);
    expect(page).toContain(`webpack ${short(webpack, 2)}, Vite ${short(vite, 1)} and esbuild ${short(esbuild, 2)}`);
    const nexts = ["next-14", "next-15"].map((name) => short(dependencies(`test/consumers/${name}`)["next"], 1));
    expect(page).toContain(`Next.js ${nexts.join(" and ")}`);
  });

  it("the tools that read the description are named with the versions of this project", () => {
    const rows = Array.from(text("docs/other-tools.md").matchAll(/^\| ([@\w/-]+) +\| (\d+\.\d+\.\d+) +\|/gm));
    const used = { ...dependencies("test/consumers"), ...dependencies(".") };
    const own = rows.flatMap(([, name = "", version]) => (used[name] === undefined ? [] : [[name, version]]));
    expect(own.length).toBeGreaterThanOrEqual(4);
    for (const [name = "", version] of own) expect([name, version]).toEqual([name, used[name]]);
  });

  it("the packages of the bulk deletes are named with their versions", () => {
    const used = dependencies("examples/bulk-delete");
    const rows = Array.from(text("docs/bulk-delete.md").matchAll(/^\| ([\w-]+) +\| (\d+\.\d+\.\d+) +\|/gm));
    expect(rows).not.toHaveLength(0);
    for (const [, name = "", version] of rows) expect([name, used[name]]).toEqual([name, version]);
    const listed = rows.map(([, name]) => name);
    const others = ["enkash-customer-client", "@commander-js/extra-typings"];
    expect(Object.keys(used).filter((name) => !listed.includes(name) && !others.includes(name))).toEqual([]);
    expect(prose("docs/bulk-delete.md")).toContain(
      `\`@commander-js/extra-typings\` ${used["@commander-js/extra-typings"]}`,
    );
  });
});

/** The first parts of a version. */
function short(version = "", parts: number): string {
  return version.split(".").slice(0, parts).join(".");
}

const isReleased = changelogSections().some(({ date }) => date !== "Unreleased");

it("the way to install before the first release is in the texts until then", () => {
  const before = [
    /^From the first release on/m.test(text("README.md")),
    ...["docs/index.md", "docs/quick-start.md"].map((file) => text(file).includes("<!-- unreleased -->")),
  ];
  expect(before).toEqual(before.map(() => !isReleased));
});

it.each([
  { released: false, pages: isReleased ? ["index.html", "quick-start.html"] : [] },
  { released: true, pages: ["index.html", "quick-start.html"] },
])(
  "the site says how to install from the registry once the package is there: $released",
  async ({ released, pages }) => {
    const site = [await landingPage(released), ...(await topicPages(released))];
    const saying = site.filter(({ main }) => /npm install enkash-customer-client\b/.test(main));
    expect(saying.map(({ file }) => file)).toEqual(pages);
    // The job that publishes the site runs after the one that publishes the package.
    expect(text(".github/workflows/release.yml")).toMatch(
      /build-site:\n +needs: publish\b[^]*npm run docs -- --released /,
    );
  },
);

it("CONTRIBUTING.md names every folder that has files, of two levels, and none that is not there", () => {
  const section = /^## Where things live\n[^]*?(?=^###? )/m.exec(text("CONTRIBUTING.md"))?.[0] ?? "";
  const cells = Array.from(section.matchAll(/^\| (`.*?`) +\|/gm), ([, cell = ""]) => cell);
  const named = cells.flatMap((cell) => cell.match(/[^`, ]+(?=\/`)/g) ?? []);
  expect(named.filter((folder) => !existsSync(folder))).toEqual([]);

  const ignored: string[] = text(".gitignore").match(/[\w.]+(?=\/$)/gm) ?? [];
  const entries = (folder: string) =>
    readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !ignored.includes(name));
  const foldersIn = (folder: string) =>
    entries(folder).flatMap((entry) => (entry.isDirectory() ? join(folder, entry.name) : []));
  // Others that begin with a dot are git's and an editor's.
  const rooms = [...foldersIn(".").filter((name) => !name.startsWith(".")), ".ci", ".github"];
  const folders = [...rooms, ...rooms.flatMap(foldersIn)].filter((folder) =>
    entries(folder).some((entry) => entry.isFile()),
  );
  expect(folders.length).toBeGreaterThan(30);
  expect(folders.filter((folder) => !named.includes(folder))).toEqual([]);
});
