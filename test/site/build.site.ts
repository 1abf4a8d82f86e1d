import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { runNode } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

jest.setTimeout(120_000);

// A copy of the project with more operations in its description, made as CONTRIBUTING.md says: YAML alone.
const folder = temporaryFolder("docs", "openapi", "scripts", "src", "package.json", "tsconfig.json", "tsconfig.build.json", "CHANGELOG.md");

function build(...args: string[]) {
  return runNode(["--import", "tsx", "scripts/docs.ts", ...args], { cwd: folder });
}

function built(file: string): string {
  return readFileSync(join(folder, "site", file), "utf8");
}

beforeAll(async () => {
  cpSync("test/description/further-operations", join(folder, "openapi/paths"), { recursive: true });
  const named = readdirSync("test/description/further-operations").map((file) => {
    return `  /${file.replace(/\.yaml$/, "").replaceAll("_", "/")}:\n    $ref: paths/${file}\n`;
  });
  const root = join(folder, "openapi/openapi.yaml");
  writeFileSync(root, readFileSync(root, "utf8").replace(/^components:/m, `${named.join("")}$&`));
  const paths = ["--openapi", join(folder, "openapi"), "--out", join(folder, "generated")];
  expect(await runNode(["--import", "tsx", "scripts/generate.ts", ...paths])).toMatchObject({ exitCode: 0, stderr: "" });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  expect(await build("--base-url", "https://docs.example.test/client")).toMatchObject({ exitCode: 0, stderr: "" });
}, 300_000);

it("a further operation is in the reference, in Try it, in the SDK and in search", () => {
  const parameters = { deleteCustomerByCustomerId: "customerId", putMadeUp: "notify", getMadeUpOfCustomer: "madeUpId", getMadeUp: "period" };
  for (const [operationId, parameter] of Object.entries(parameters)) {
    expect(built("reference.html")).toContain(`<h2 id="${operationId}">`);
    expect(built("reference.html")).toContain(`<h4 id="${operationId}-${parameter}">`);
    expect(built("try.html")).toContain(`<form data-operation="${operationId}"`);
    expect(built("sdk/interfaces/enkash-customer-client.EnkashClient.html")).toContain(`id="${operationId.toLowerCase()}"`);
    expect(built("assets/search.js")).toContain(`reference.html#${operationId}-${parameter}`);
    expect(built("explorer.html")).toContain(operationId);
  }
});

it("with a base URL, there are a sitemap, canonical links, and a 404 page that works at any depth", () => {
  const base = "https://docs.example.test/client/";
  const locations = Array.from(built("sitemap.xml").matchAll(/<loc>(.*?)<\/loc>/g), ([, location = ""]) => location);
  expect(locations).toContain(base);
  expect(locations).toContain(`${base}reference.html`);
  for (const location of locations) {
    const file = location.slice(base.length);
    expect(existsSync(join(folder, "site", file === "" || file.endsWith("/") ? `${file}index.html` : file))).toBe(true);
  }
  expect(built("guide.html")).toContain(`<link rel="canonical" href="${base}guide.html"`);
  expect(built("guide.html")).toContain(`<meta property="og:url" content="${base}guide.html"`);
  expect(built("404.html")).toContain('href="/client/guide.html"');
});

it("without a base URL, there is neither", () => {
  expect(existsSync("site/sitemap.xml")).toBe(false);
  expect(readFileSync("site/guide.html", "utf8")).not.toContain("canonical");
});

it.each(["docs.example.test", "ftp://docs.example.test/", ""])("refuses %j as base URL, and leaves the site as it is", async (url) => {
  const before = built("index.html");
  expect(await build("--base-url", url)).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `docs: --base-url must be an http(s) URL; got ${JSON.stringify(url)}\n`,
  });
  expect(built("index.html")).toBe(before);
});
