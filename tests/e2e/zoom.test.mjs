// What remains usable when the window holds little, as at 400 % zoom, and when colours are the
// system's own.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, open, overhang, untilUp } from "./lab.mjs";

// 1280 by 1024 pixels at 400 % [WCAG 2.2 § 1.4.10].
const ZOOMED = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };
const PLACES = ["", "#/lesson/withdraw", "#/world/atlas"];

/** What has the focus, and whether all of it that is in the window can be seen. */
function focused() {
  const it = document.activeElement;
  const box = it.getBoundingClientRect();
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
  const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
  const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  // Marks of the map lie close to each other, and each is in a table.
  const isFree = it.closest("svg") !== null || it.contains(at) || at?.contains(it);
  const isSeen = right > left && bottom > top && isFree;
  const name = it.getAttribute("aria-label") ?? it.textContent.trim().slice(0, 40);
  return { name: `${it.tagName.toLowerCase()} “${name}”`, isSeen, isBody: it === document.body };
}

/** How an element is told from others of its kind. */
function looks(it) {
  const { backgroundColor, borderTopColor, borderTopWidth, color } = getComputedStyle(it);
  return [backgroundColor, borderTopColor, borderTopWidth, color].join(" ");
}

/** What shows that an element has the focus: its own outline, or a ring of its own. */
function ring(it) {
  const all = [it, ...it.querySelectorAll("*")].map((each) => getComputedStyle(each));
  return all.map((it) => `${it.outlineStyle} ${it.stroke}`).join(", ");
}

describe("little room", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  for (const locale of ["en-GB", "zh-CN"]) {
    for (const path of PLACES) {
      it(`holds everything at 400 %: ${path || "home"}, ${locale}`, async () => {
        const lab = await open(browser, { path, context: { ...ZOOMED, locale } });
        const { page } = lab;
        await untilUp(page);
        assert.ok((await overhang(page)) <= 0, "it sticks out sideways");
        for (const tab of await page.locator(".tabs button").all()) {
          await tab.click();
          assert.ok((await overhang(page)) <= 0, `${await tab.innerText()} sticks out sideways`);
          const [height, all] = await page
            .locator(".stage > .panel:visible")
            .first()
            .evaluate((it) => [it.clientHeight, it.scrollHeight]);
          assert.ok(height >= Math.min(all, 120), `${await tab.innerText()} is ${height} high`);
        }
        assertClean(lab);
        await lab.close();
      });
    }
  }

  it("shows what has the focus at 400 %", async () => {
    const lab = await open(browser, { context: ZOOMED });
    const { page } = lab;
    await untilUp(page);
    const hidden = [];
    for (let stop = 0; stop < 30; stop += 1) {
      await page.keyboard.press("Tab");
      // The map moves when the whole program is here, and is painted with the frame after.
      for (let tries = 0; tries < 50; tries += 1) {
        const { name, isSeen, isBody } = await page.evaluate(focused);
        if (isSeen || isBody) break;
        if (tries === 49) hidden.push(name);
        await page.waitForTimeout(20);
      }
    }
    assert.deepEqual(hidden, []);
    assertClean(lab);
    await lab.close();
  });

  it("tells buttons, what is pressed and what has the focus apart in forced colours", async () => {
    for (const colorScheme of ["dark", "light"]) {
      const lab = await open(browser, {
        context: { ...DESKTOP, forcedColors: "active", colorScheme },
      });
      const { page } = lab;
      await untilUp(page);
      // The system gives neither shades nor backgrounds: a button is what has a line.
      const bare = await page.locator(".transport button:visible").evaluateAll((all) =>
        all
          .filter((it) => Number.parseFloat(getComputedStyle(it).borderTopWidth) === 0)
          .map((it) => it.getAttribute("aria-label") ?? it.textContent),
      );
      assert.deepEqual(bare, []);
      const pressed = page.locator(".transport [aria-pressed=true]").first();
      const free = page.locator(".transport [aria-pressed=false]").first();
      assert.notEqual(await pressed.evaluate(looks), await free.evaluate(looks));
      // A key was pressed last, so that what has the focus shows it.
      await page.keyboard.press("Shift");
      for (const thing of [free, page.locator("[data-thing^=n]").first()]) {
        const unfocused = await thing.evaluate(ring);
        await thing.focus();
        assert.notEqual(await thing.evaluate(ring), unfocused);
      }
      assertClean(lab);
      await lab.close();
    }
  });
});
