import { readFileSync } from "node:fs";

import { parse } from "yaml";

import { examples, type OperationExamples } from "../../generated/examples.js";
import { idOfSample, readSamplesRun } from "../../scripts/shared/samples-run.js";
import { errorTypes, parameterPatterns, servers } from "../../src/index.js";
import { useSite } from "./browser.js";

interface Sample {
  label: string;
  source: string;
}
// Safe: our own generated file.
const samples = Object.values(parse(readFileSync("generated/samples.yaml", "utf8")) as Record<string, Sample[]>).flat();
const operations: Record<string, OperationExamples> = examples;
const bodies = Object.values(operations).flatMap(({ responses }) =>
  Object.values(responses).flatMap((named) => Object.values(named)),
);

/** Without differences in white space. */
function words(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

describe("without JavaScript", () => {
  const site = useSite({ javaScriptEnabled: false });

  it("the reference shows operation, parameters, patterns, enum, statuses, examples and samples", async () => {
    const page = await site.pageAt("reference.html");
    const text = words(await page.locator("main").innerText());
    for (const { url } of servers) expect(text).toContain(url);
    for (const { source } of Object.values(parameterPatterns.deleteCustomerByCustomerId)) expect(text).toContain(source);
    for (const type of errorTypes) expect(text).toContain(type);
    for (const status of Object.keys(examples.deleteCustomerByCustomerId.responses)) expect(text).toContain(`${status} `);
    for (const body of bodies) expect(text).toContain(words(JSON.stringify(body, null, 2)));
    for (const { source } of samples) expect(text).toContain(words(source));
  });

  it("the reference prints all of it too", async () => {
    const page = await site.pageAt("reference.html");
    await page.emulateMedia({ media: "print" });
    const text = words(await page.locator("main").innerText());
    for (const { source } of samples) expect(text).toContain(words(source));
    expect(await page.locator(".site-header").isVisible()).toBe(false);
  });

  it.each(["errors.html", "sdk/classes/enkash-customer-client.EnkashApiError.html", "changelog.html"])(
    "%s shows its text and its navigation, and no control that does nothing",
    async (file) => {
      const page = await site.pageAt(file);
      expect((await page.locator("main").innerText()).length).toBeGreaterThan(300);
      expect(await page.getByRole("link", { name: "Guide", exact: true }).isVisible()).toBe(true);
      expect(await page.locator("details.sidebar a").first().isVisible()).toBe(true);
      expect(await page.locator("button:visible").count()).toBe(0);
    },
  );

  it("Try it says that it needs JavaScript", async () => {
    const page = await site.pageAt("try.html");
    expect(await page.locator("main").innerText()).toContain("needs JavaScript");
  });
});

describe("the reference", () => {
  const site = useSite();

  it("shows the request sample in the chosen language, and keeps the choice", async () => {
    const page = await site.pageAt("reference.html");
    const panel = page.locator(".tabs", { has: page.getByLabel("Language of the request sample") }).first();
    const run = readSamplesRun();
    for (const { label, source } of samples) {
      // A sample that was changed since it ran was not run.
      const ran = Object.values(run?.samples ?? {}).some((ids) => ids[label] === idOfSample(source));
      await panel.getByRole("combobox").selectOption(ran ? label : `${label} (untested)`);
      expect(await panel.locator("pre:visible").count()).toBe(1);
      expect(words(await panel.locator("pre:visible").innerText())).toBe(words(source));
    }
    expect(await page.locator(".samples-run").first().innerText()).toMatch(`on ${run?.date} under ${run?.system}`);
    await panel.getByRole("combobox").selectOption("Python");
    await page.reload();
    expect(await panel.getByRole("combobox").inputValue()).toBe("Python");
  });

  it("prints the chosen sample, and no other", async () => {
    const page = await site.pageAt("reference.html");
    await page.getByLabel("Language of the request sample").selectOption("Python");
    await page.emulateMedia({ media: "print" });
    const text = words(await page.locator("main").innerText());
    expect(samples.filter(({ source }) => text.includes(words(source))).map(({ label }) => label)).toEqual(["Python"]);
  });

  it("shows the example that a response links to", async () => {
    const page = await site.pageAt("reference.html");
    await page.locator('.response a[href$="500-UnknownError"]').click();
    // The page gets the hashchange event after the click.
    await page.locator("pre:visible", { hasText: '"UNKNOWN_ERROR"' }).waitFor();
    expect(await page.getByLabel("Example of a response").inputValue()).toBe("500 UnknownError");
  });

  it("shows an example whose address was opened", async () => {
    const page = await site.pageAt("reference.html#deleteCustomerByCustomerId-404-RecordNotFound");
    await page.locator("pre:visible", { hasText: '"RECORD_NOT_FOUND"' }).waitFor();
  });

  it("brings a parameter whose address was opened into view", async () => {
    const page = await site.pageAt("reference.html#deleteCustomerByCustomerId-customerId");
    const box = await page.locator("#deleteCustomerByCustomerId-customerId").boundingBox();
    expect(box?.y).toBeGreaterThan(50);
    expect(box?.y).toBeLessThan(400);
  });
});
