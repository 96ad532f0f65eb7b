// A stranger's first minute, without reading: something moves, one thing is obvious to do, its
// consequence is seen, the question why is asked, and answered. Ten interactions at most.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, PHONE, play } from "./lab.mjs";

const MOST = 10;

/** What the topmost canvas shows, as a number that changes with it. */
async function picture(page) {
  await page.locator("canvas").last().waitFor();
  return page.evaluate(() => {
    const canvas = [...document.querySelectorAll("canvas")].at(-1);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, byte, place) => (sum * 31 + byte * (place % 251)) % 2147483647, 7);
  });
}

describe("the first minute", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`moves, invites, shows what comes of it, and says why: ${name}`, async () => {
      const lab = await play(browser, size);
      const { page } = lab;
      let interactions = 0;
      const click = async (target) => {
        interactions += 1;
        await target.click();
      };

      const then = await picture(page);
      await page.waitForTimeout(700);
      assert.notEqual(await picture(page), then, "packets move");

      // One button stands out above all others.
      await click(page.locator('[data-panel="lesson"] .is-primary').first());
      const card = page.locator('[data-panel="routes"]');
      await card.getByRole("heading", { name: "Tokyo" }).waitFor();
      await click(card.locator('[data-act="announce"]'));

      if (size.hasTouch) await click(page.getByRole("button", { name: "Log", exact: true }));
      const moved = page.locator(".log-lines li.is-effect").filter({ hasText: "Tokyo)" });
      await moved.last().waitFor();
      await click(moved.last().getByRole("button", { name: /^Why\?/ }));

      // The way of its packets, and at each router with a choice the rule that decided.
      const hop = card.locator(".journey li").filter({ hasText: "chose by" }).first();
      await click(hop.locator("button"));
      const verdict = card.locator(".verdict").first();
      assert.match(await verdict.innerText(), /rule \d|Rule \d|only|best/i);
      assert.ok(interactions <= MOST, `${interactions} interactions`);
      assertClean(lab);
      await lab.close();
    });
  }
});
