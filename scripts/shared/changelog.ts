import { readFileSync } from "node:fs";

interface Section {
  version: string;
  /** yyyy-mm-dd, or "Unreleased". */
  date: string;
}

/** The sections of CHANGELOG.md, the newest first. */
export function changelogSections(): Section[] {
  const headings = readFileSync("CHANGELOG.md", "utf8").match(/^## .*$/gm) ?? [];
  return headings.map((heading) => {
    const [, version, date] = /^## (\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d|Unreleased)$/.exec(heading) ?? [];
    if (version !== undefined && date !== undefined) return { version, date };
    throw new Error(`CHANGELOG.md: a heading must be "## <version> - <yyyy-mm-dd or Unreleased>"; got "${heading}"`);
  });
}
