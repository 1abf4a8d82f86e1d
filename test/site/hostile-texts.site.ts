import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

import { writeGrownProject } from "../support/grown-project.js";
import { addHostileTexts, hostileAttribute, hostileGlobal } from "../support/hostile-texts.js";
import { runNode } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { clickAll, open, useSite } from "./browser.js";

const folder = temporaryFolder();
let files: string[];

beforeAll(async () => {
  writeGrownProject(folder);
  cpSync("CHANGELOG.md", join(folder, "CHANGELOG.md"));
  addHostileTexts(join(folder, "openapi"));
  // The linter finds a part of these texts. The pages must not depend on it.
  const rules = readFileSync("redocly.yaml", "utf8").replace("\nrules:\n", "\nrules:\n  no-unsafe-markdown: off\n");
  writeFileSync(join(folder, "redocly.yaml"), rules);
  for (const script of ["generate", "docs"]) {
    const ran = await runNode(["--import", "tsx", `scripts/${script}.ts`], { cwd: folder });
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
  }
  const written = (file: string) => readFileSync(join(folder, "site", file), "utf8");
  files = readdirSync(join(folder, "site"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html") && written(file).includes(hostileAttribute))
    .sort();
  expect(files).toEqual(expect.arrayContaining(["reference.html", "sdk/index.html", "try.html"]));
});

/** What of the texts is more than text in this page. */
function found(page: Page) {
  return page.evaluate(
    ([attribute, global]) => {
      const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
      let comment = false;
      while (comments.nextNode() !== null) comment ||= comments.currentNode.nodeValue?.includes("a comment") === true;
      return {
        address: location.protocol,
        scriptRan: global in globalThis,
        elements: [...document.querySelectorAll(`[${attribute}], img[src*=hostile]`)].map(({ outerHTML }) => outerHTML),
        links: [...document.links].map(({ href }) => href).filter((href) => /^(javascript|data):|hostileScriptRan/.test(href)),
        comment,
      };
    },
    [hostileAttribute, hostileGlobal] as const,
  );
}

const nothing = { address: "http:", scriptRan: false, elements: [], links: [], comment: false };

describe.each([
  ["with the policy of the pages", false],
  ["without it", true],
])("a text of the description is text, %s", (_, bypassCSP) => {
  const site = useSite({ bypassCSP }, folder);

  it("on every page that has one", async () => {
    let shown = 0;
    // The policy could only hide what runs without it: it is tried on one page of each kind.
    const tried = bypassCSP ? files : files.filter((file) => !file.startsWith("sdk/") && !file.startsWith("reference/"));
    const { page, requests, complaints } = await site.watchedPage();
    for (const file of tried) {
      await open(page, site.url(file));
      expect({ file, complaints, ...(await found(page)) }).toEqual({ file, complaints: [], ...nothing });
      shown += (await page.locator("body").innerText()).split(`<img ${hostileAttribute} src=x onerror=`).length - 1;
    }
    expect(requests.filter((url) => !url.startsWith(site.url()) && !/^(data|blob):/.test(url))).toEqual([]);
    expect(shown).toBeGreaterThan(bypassCSP ? 500 : 0);
  });

  it("whatever is clicked, searched for or sent", async () => {
    for (const file of ["reference.html", "reference/updateCustomer.html"]) {
      const { page, complaints } = await site.watchedPage();
      await open(page, site.url(file));
      await clickAll(page);
      expect({ file, complaints, ...(await found(page)) }).toEqual({ file, complaints: [], ...nothing });
      await page.close();
    }
    const { page, complaints } = await site.watchedPage();
    await open(page, site.url("try.html"));
    for (const form of await page.getByRole("form").all()) {
      await form.getByLabel("Access token").fill("");
      await form.getByRole("button", { name: "Send" }).click();
      await form.locator('[data-part="status"] strong').waitFor();
    }
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog", { name: "Search" });
    await dialog.getByRole("searchbox").fill("hostile");
    await dialog.getByText(/^\d+ results$/).waitFor();
    expect(await dialog.getByText(`<img ${hostileAttribute}`).count()).toBeGreaterThan(0);
    expect({ complaints, ...(await found(page)) }).toEqual({ complaints: [], ...nothing });
  });
});

it("a text of the description is text in a page as Markdown", () => {
  const pagesAsMarkdown = readdirSync(join(folder, "site"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  const texts = pagesAsMarkdown.map((file) => readFileSync(join(folder, "site", file), "utf8"));
  const words = texts.map((text) => text.replace(/^ *```[^]*?^ *```$/gm, "").replace(/`[^`\n]*`/g, ""));
  expect(words.join("\n")).toContain(`\\<img ${hostileAttribute}`);
  expect(words.flatMap((text) => text.match(/(?<!\\)<(?:script|img|meta|style|!--).*/g) ?? [])).toEqual([]);
  expect(words.flatMap((text) => text.match(/(?<!\\)\]\((?:javascript|data):.*/g) ?? [])).toEqual([]);
});

it("and a link, code, emphasis and a list of Markdown keep their form", () => {
  const reference = readFileSync(join(folder, "site/reference.html"), "utf8");
  expect(reference).toContain("<code>&lt;script&gt;</code> and <code>a &lt;b&gt;</code>");
  expect(reference).toContain("<strong>bold</strong>");
});
