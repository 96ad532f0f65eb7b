// What everyone can use: axe-core finds nothing on any screen, in either theme and language; and
// since axe sees nothing on a map, its objects are looked at one by one.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { DESKTOP, launch, open, PHONE } from "./lab.mjs";
import { reach, SCREENS } from "./screens.mjs";

const AXE = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Every rule but those of best practice that axe itself marks as experimental. */
const RUN = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};

async function violations(page) {
  const found = await page.evaluate((options) => globalThis.axe.run(document, options), RUN);
  return found.violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${node.html}`);
    return `${id} (${help}) at ${nodes.length}: ${places.join(" | ").slice(0, 400)}`;
  });
}

describe("accessibility", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  const looks = [
    { theme: "dark", locale: "en-GB", ...DESKTOP },
    { theme: "light", locale: "zh-CN", ...DESKTOP },
    { theme: "light", locale: "en-GB", ...PHONE },
    { theme: "dark", locale: "zh-CN", ...PHONE },
  ];
  for (const { theme, locale, ...size } of looks) {
    const where = `${theme}, ${locale}, ${size.viewport.width} pixels wide`;
    for (const screen of SCREENS) {
      it(`axe finds nothing: ${screen.name}, ${where}`, async () => {
        const lab = await open(browser, {
          path: screen.path,
          context: { ...size, locale, colorScheme: theme, reducedMotion: "reduce" },
        });
        await reach(lab.page, screen);
        // The page's policy forbids inline scripts: axe comes through the browser's own door.
        await lab.page.evaluate(AXE);
        assert.deepEqual(await violations(lab.page), []);
        await lab.close();
      });
    }
  }

  it("every object of the map has a role, a name and room to be hit", async () => {
    for (const size of [DESKTOP, PHONE]) {
      const lab = await open(browser, { context: size });
      await reach(lab.page, SCREENS[0]);
      const least = size.hasTouch ? 44 : 24;
      const bad = await lab.page.locator("svg [tabindex], svg [data-thing]").evaluateAll(
        (all, least) =>
          all.flatMap((it) => {
            const name = it.getAttribute("aria-label") ?? "";
            const problems = [];
            if (!it.getAttribute("role")) problems.push("no role");
            if (!name) problems.push("no name");
            const { width, height } = it.getBoundingClientRect();
            const inTable = document.querySelector(`[data-twin="${it.dataset.thing}"]`);
            // A half pixel may be lost to rounding.
            if (Math.min(width, height) < least - 0.5 && !inTable) {
              problems.push(`${width.toFixed()}×${height.toFixed()} pixels, and not in a table`);
            }
            return problems.map((problem) => `${name || it.outerHTML.slice(0, 80)}: ${problem}`);
          }),
        least,
      );
      assert.deepEqual(bad, []);
      await lab.close();
    }
  });

  it("the map is one stop of the Tab key", async () => {
    const lab = await open(browser, { context: DESKTOP });
    await reach(lab.page, SCREENS[0]);
    const stops = await lab.page
      .locator('svg [tabindex="0"]')
      .evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
    assert.equal(stops.length, 1, stops.join(", "));
    await lab.close();
  });
});
