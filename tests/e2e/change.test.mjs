// What is other changes on the page, and nothing else: a page made anew would be right, too, but
// in a world of a hundred networks that takes longer than a frame, and whoever has the focus
// somewhere loses it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, DESKTOP, launch, play } from "./lab.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** From now on, keeps which rows of the tables and which objects of the map are touched. */
function watchRows() {
  const texts = () => [...document.querySelectorAll(".pops .twin tbody tr")];
  globalThis.labSeen = { made: 0, touched: new Set(), before: new Map() };
  for (const row of texts()) globalThis.labSeen.before.set(row, row.textContent);
  globalThis.labObserver?.disconnect();
  globalThis.labObserver = new MutationObserver((records) => {
    for (const { target, addedNodes, removedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const row = element?.closest(".pops .twin tbody tr, .map-thing");
      if (row) globalThis.labSeen.touched.add(row);
      for (const node of [...addedNodes, ...removedNodes]) {
        if (node.matches?.("tr, .map-thing")) globalThis.labSeen.made += 1;
      }
    }
  });
  for (const part of document.querySelectorAll(".pops, .map-objects")) {
    globalThis.labObserver.observe(part, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
  }
}

/** How many rows were made or taken away, touched, and how many read otherwise than before. */
function countRows() {
  const { made, touched, before } = globalThis.labSeen;
  const rows = [...touched].filter((one) => one.matches("tr"));
  const other = [...before].filter(([row, text]) => row.textContent !== text);
  return { made, touched: rows.length, other: other.length, all: before.size };
}

test("what is other changes in the tables, and no row is made anew", async () => {
  const lab = await play(browser, DESKTOP, { path: "#/world/atlas" });
  const { page } = lab;
  await page.getByRole("button", { name: "Pause" }).click();
  const slider = page.getByRole("slider", { name: "Moment shown" });
  const button = (name) => page.getByRole("button", { name }).first();
  const withdraw = page.locator(".pops td.act button").first();
  const deeds = {
    withdrawing: () => withdraw.click(),
    "going to convergence": () => button("To convergence").click(),
    "going to the beginning": () => slider.press("Home"),
    "going to the head": () => slider.press("End"),
    undoing: () => button(/^Undo/).click(),
  };
  await page.waitForTimeout(500);
  for (const [name, deed] of Object.entries(deeds)) {
    await page.evaluate(watchRows);
    await deed();
    await page.waitForTimeout(800);
    const { made, touched, other, all } = await page.evaluate(countRows);
    assert.equal(made, 0, `${name}: rows or objects made anew`);
    assert.ok(other > 0, `${name} changes something`);
    assert.ok(touched <= other + 1, `${name}: ${touched} of ${all} rows touched, ${other} differ`);
  }
  // Undone: the button says again what it said, and it is the same one.
  await withdraw.focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(500);
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Announce/);
  assertClean(lab);
  await lab.close();
});
