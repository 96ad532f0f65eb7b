// Lesson 2, played to its end by the keyboard alone: Tab, arrows, letters, Enter and Space. Nothing
// is clicked, and nothing is given the focus but by a key.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, PHONE, play } from "./lab.mjs";

/** More tab stops than any screen may have. */
const MOST_STOPS = 160;

/** Whether the focus is on what a selector means; its text begins so, if one is given. */
function isThere(page, selector, text) {
  return page.evaluate(
    ([selector, text]) => {
      const here = document.activeElement;
      return here.matches(selector) && (!text || here.textContent.trim().startsWith(text));
    },
    [selector, text],
  );
}

/** Goes on by Tab until the focus is there. */
async function tabTo(page, selector, text = "") {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await isThere(page, selector, text)) return;
    await page.keyboard.press("Tab");
  }
  const here = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));
  assert.fail(`Tab does not lead to ${selector} ${text}; it ends at ${here}`);
}

async function press(page, selector, text) {
  await tabTo(page, selector, text);
  await page.keyboard.press("Enter");
}

/** Answers with a number. */
async function estimate(page, number) {
  await tabTo(page, '[data-act="number"]');
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
}

const title = (page) => page.locator('[data-panel="lesson"] h1').innerText();

/** To the next step. */
async function next(page) {
  const before = await title(page);
  await press(page, '[data-act="lesson-next"]:enabled');
  await page.waitForFunction(
    (before) => document.querySelector('[data-panel="lesson"] h1').innerText !== before,
    before,
  );
}

/** Predicts: one of the radio buttons by the arrows, then the button that locks it. */
async function predict(page, value) {
  await tabTo(page, '[data-panel="lesson"] input[type="radio"]');
  await page.keyboard.press("Space");
  for (let turn = 0; turn < 8 && !(await isThere(page, `input[value="${value}"]`)); turn += 1) {
    await page.keyboard.press("ArrowDown");
  }
  assert.ok(await page.locator(`input[value="${value}"]`).isChecked(), value);
  await press(page, '[data-act="lock"]');
}

/** Goes to a PoP (`n`) or a router (`r`) on the map by the first letter of its city; opens it. */
async function openOnMap(page, kind, name) {
  const letter = name.split(" · ").at(-1)[0].toLowerCase();
  await tabTo(page, "[data-thing]");
  for (let turn = 0; turn < 60; turn += 1) {
    const here = `[data-thing^="${kind}"][aria-label*="${name}"]`;
    if (await isThere(page, here)) {
      await page.keyboard.press("Enter");
      // Its card comes some frames later, on a phone in the place of the lesson.
      await page.locator('[data-panel="routes"] h2', { hasText: name }).first().waitFor();
      return;
    }
    await page.keyboard.press(letter);
  }
  assert.fail(`the letter ${letter} does not lead to ${name}`);
}

/** Withdraws a PoP on its card, or announces it again. */
async function turn(page, city) {
  await openOnMap(page, "n", city);
  await page.locator('[data-panel="routes"]').getByRole("heading", { name: city }).waitFor();
  await press(page, `[data-panel="routes"] [data-act="announce"]`);
}

/** Waits until every goal of the step is met; on a phone, where the lesson is out of sight by now,
    goes back to it. */
async function goalsMet(page, count) {
  await page.locator(".goals li.is-met").nth(count - 1).waitFor({ state: "attached" });
  if (!(await page.locator('[data-panel="lesson"]').isVisible())) {
    await press(page, ".tabs button", "Lesson");
  }
}

describe("the keyboard alone", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`predicts, withdraws and explains in lesson 8: ${name}`, async () => {
      const lab = await play(browser, size, { path: "#/world/first-light" });
      const { page } = lab;
      await page.locator('[data-lesson="withdraw"] a').waitFor();
      await press(page, '[data-lesson="withdraw"] a');
      await next(page);
      await predict(page, "miami");
      await next(page);
      await predict(page, "tanuki");
      await next(page);

      await turn(page, "Tokyo");
      await press(page, "button", "To convergence");
      await goalsMet(page, 3);
      await next(page);

      await predict(page, "interior-cost");
      await next(page);
      await estimate(page, "0.1");
      await next(page);
      assertClean(lab);
      await lab.close();
    });
  }
});
