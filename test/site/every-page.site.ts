import type { Page } from "playwright-core";

import { checkFrame, clickAll, ofColours, ofEachLayout, open, overflow, useSite, views, violations } from "./browser.js";

const site = useSite();

  // One visit for all checks, since most of the time goes into loading. A theme changes colours and nothing else, so two
  // of the four views are checked for colours only.
  it.each(ofEachLayout)(
    "%s is accessible in both themes on a desktop and a phone, has its header, and contacts no other host",
    async (file) => {
      const { page, requests, complaints } = await site.watchedPage();
      const popups: Page[] = [];
      page.on("popup", (popup) => popups.push(popup));
      await open(page, site.url(file));
      await checkFrame(page, file);
      for (const [at, { viewport, colorScheme }] of [views[0], views[1], views[3], views[2]].entries()) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        expect(await violations(page, undefined, at % 2 === 0 ? undefined : ofColours)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
      expect(await clickAll(page)).toBeGreaterThan(0);
      await page.waitForLoadState("networkidle");
      expect(requests.filter((url) => !url.startsWith(site.url()) && !/^(data|blob):/.test(url))).toEqual([]);
      expect(popups).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );
