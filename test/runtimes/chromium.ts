import { spawnSync } from "node:child_process";

import type { Browser } from "playwright-core";

/** @returns the path of the system's Chromium */
export function findChromium(): string {
  const path = spawnSync("which", ["chromium"], { encoding: "utf8" }).stdout.trim();
  if (path === "") throw new Error("chromium is missing; install it with: apt-get install chromium");
  return path;
}

/** Disables Chromium's own network requests. */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, args: chromiumArgs });
}
