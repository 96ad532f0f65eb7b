// How a lesson is answered and helped through, on a lesson of the tests with every kind of step: on
// the map by the keyboard, with a number, an order that is dragged; a solution that is shown, free
// play and the way back, the result card, a reload, practice of a variant.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fixtureLessons } from "./fixture_lessons.mjs";
import { assertClean, DESKTOP, launch, overhang, PHONE, play } from "./lab.mjs";

const LOOKS = [
  ["a desktop, in English", { ...DESKTOP, locale: "en-GB", colorScheme: "dark" }],
  ["a phone, in Chinese", { ...PHONE, locale: "zh-CN", colorScheme: "light" }],
];

const act = (page, name) => page.locator(`[data-act="${name}"]`);

async function next(page) {
  const place = page.locator(".lesson-place").first();
  const before = await place.innerText();
  await act(page, "lesson-next").click();
  await page.waitForFunction(
    (before) => document.querySelector(".lesson-place").innerText !== before,
    before,
  );
}

/** The choices of an order, by their names in files. */
const order = (page) =>
  page.locator(".order li").evaluateAll((rows) => rows.map((row) => row.dataset.choice));

async function answerOnTheMap(page) {
  const miami = page.locator('[data-node="miami"]');
  assert.equal(await miami.getAttribute("data-answer"), "offered");
  await miami.focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-node="miami"][data-answer="chosen"]').waitFor();
  assert.equal(await page.locator('input[value="miami"]').isChecked(), true);
  await act(page, "lock").click();
  await next(page);
}

async function typeANumber(page) {
  const field = act(page, "number");
  await field.fill("1,5");
  await page.keyboard.press("Enter");
  await page.locator('[data-act="number"][aria-invalid="true"]').waitFor();
  assert.notEqual(await page.locator("#lesson-number-problem").innerText(), "");
  await field.fill("7");
  await page.keyboard.press("Enter");
  await page.locator(".result.is-right").waitFor();
  await next(page);
}

async function putInOrder(page) {
  const [first, , last] = await order(page);
  const grip = page.locator(".order li").nth(2).locator(".order-grip");
  await grip.scrollIntoViewIfNeeded();
  const from = await grip.boundingBox();
  const to = await page.locator(".order li").first().boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 4, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction(
    (last) => document.querySelector(".order li").dataset.choice === last,
    last,
  );
  // A button keeps the focus, wherever its row goes.
  await page.locator(`[data-choice="${first}"] [data-way="up"]`).click();
  const isThere = (first) => {
    const row = document.querySelector(".order li");
    return row.dataset.choice === first && row.contains(document.activeElement);
  };
  await page.waitForFunction(isThere, first);
  await act(page, "lock").click();
  await page.locator(".result").waitFor();
  await next(page);
}

async function beShown(page) {
  await act(page, "hint").click();
  await act(page, "hint").click();
  await act(page, "show-me").click();
  await page.locator(".showing").waitFor();
  await page.locator(".pass").waitFor();
  await act(page, "show-stop").waitFor({ state: "detached" });
}

async function playFreely(page) {
  await act(page, "play-freely").click();
  await act(page, "back-to-lesson").click();
  await page.locator(".goals li.is-met").nth(2).waitFor();
  const focused = () => document.activeElement?.tagName === "H1";
  await page.waitForFunction(focused);
}

describe("a lesson with every kind of step", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  for (const [look, context] of LOOKS) {
    it(`is played on ${look}`, async () => {
      const options = { path: "#/lesson/every-kind", route: fixtureLessons };
      const lab = await play(browser, context, options);
      const { page } = lab;
      await next(page);
      await answerOnTheMap(page);
      await typeANumber(page);
      await putInOrder(page);
      await page.locator('input[value="yes"]').check();
      await act(page, "lock").click();
      await next(page);
      assert.equal(await act(page, "play-freely").isDisabled(), true, "an answer is open");
      await act(page, "skip").click();
      await act(page, "hint").waitFor();
      await beShown(page);
      await playFreely(page);
      await next(page);
      await next(page);
      await act(page, "lesson-finish").click();
      const marks = page.locator(".card-rows li");
      await marks.nth(5).waitFor();
      assert.equal(await overhang(page), 0);
      const told = await marks.evaluateAll((rows) => rows.map((row) => row.dataset.mark));
      assert.deepEqual(told.filter((mark) => mark === "–").length, 2, "skipped, and shown");

      const card = await page.locator(".card-rows").innerText();
      await page.reload();
      await page.locator(".card-rows").waitFor();
      assert.equal(await page.locator(".card-rows").innerText(), card, "a reload keeps it");
      await act(page, "card-try").click();
      await act(page, "practice-back").waitFor();
      assertClean(lab);
      await lab.close();
    });
  }
});
