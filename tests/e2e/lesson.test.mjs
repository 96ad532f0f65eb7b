// Lesson 8, played to its end by clicking, in both languages; progress survives a reload.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, open, PHONE, untilUp } from "./lab.mjs";


/** The words on the buttons, and what the lesson says, in each language. */
const WORDS = {
  en: {
    locale: "en-GB",
    wrong: "Not what you predicted",
    right: "You predicted it",
    withdraw: "Withdraw",
    announce: "Announce",
    converge: "To convergence",
    router: "Its router",
    neighbor: "Albatross · Tokyo",
    silence: "Silent failure",
    fail: "Fail silently",
    drained: "Drain",
    drain: "Drain the PoP",
    tokyo: "Tokyo",
    johannesburg: "Johannesburg",
    done: "Lesson complete",
    listed: "done",
  },
  zh: {
    locale: "zh-CN",
    wrong: "和你猜的不一样",
    right: "你猜中了",
    withdraw: "撤销",
    announce: "通告",
    converge: "直到收敛",
    router: "它的路由器",
    neighbor: "信天翁网络 · 东京",
    silence: "静默中断",
    fail: "静默中断",
    drained: "排空",
    drain: "排空接入点",
    tokyo: "东京",
    johannesburg: "约翰内斯堡",
    done: "课程完成",
    listed: "已完成",
  },
};

describe("lesson 8", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  for (const [language, words] of Object.entries(WORDS)) {
    it(`is played to its end by clicking, in ${language}; a reload keeps it`, async () => {
      const lab = await open(browser, { base: "/a/b/", context: { ...DESKTOP, ...words } });
      await untilUp(lab.page);
      await play(lab.page, words);

      await lab.page.reload();
      await untilUp(lab.page);
      await lab.page.goto(`${lab.server.address}#/world/first-light`);
      const entry = lab.page.locator('[data-lesson="withdraw"]');
      await entry.getByText(`✓ ${words.listed}`).waitFor();
      assertClean(lab);
      await lab.close();
    });
  }

  it("is resumed where one was, after a reload", async () => {
    const lab = await open(browser, { context: PHONE });
    const { page } = lab;
    await untilUp(page);
    await page.locator('[data-lesson="withdraw"]').getByRole("link").click();
    await next(page);
    await page.locator('input[value="miami"]').check();
    await act(page, "lock").click();
    await next(page);
    const title = await page.locator('[data-panel="lesson"] h1').innerText();
    await page.reload();
    await untilUp(page);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    assertClean(lab);
    await lab.close();
  });
});

const act = (page, name) => page.locator(`[data-act="${name}"]`);

async function next(page) {
  const title = page.locator('[data-panel="lesson"] h1');
  const before = await title.innerText();
  await act(page, "lesson-next").click();
  await page.waitForFunction(
    (before) => document.querySelector('[data-panel="lesson"] h1').innerText !== before,
    before,
  );
}

/** Waits until every goal of the step is met. */
async function goalsMet(page, count) {
  await page.locator(".goals li.is-met").nth(count - 1).waitFor();
}

async function play(page, words) {
  const lesson = page.locator('[data-panel="lesson"]');
  await page.locator('[data-lesson="withdraw"]').getByRole("link").click();
  await next(page);

  // A wrong prediction: it must not bar the way. Until it is locked there is no way on.
  assert.equal(await act(page, "lesson-next").isDisabled(), true);
  await page.locator('input[value="los-angeles"]').check();
  await act(page, "lock").click();
  await next(page);
  await page.locator('input[value="tanuki"]').check();
  await act(page, "lock").click();
  await next(page);

  // Withdraw: the goals fail before and hold after.
  assert.equal(await page.locator(".goals li.is-met").count(), 0);
  assert.equal(await act(page, "lesson-next").isDisabled(), true);
  await turn(page, words.tokyo, words.withdraw);
  await page.getByRole("button", { name: words.converge }).click();
  await goalsMet(page, 3);
  await lesson.getByText(words.wrong).waitFor();
  await lesson.getByText(words.right).waitFor();
  await next(page);

  await answer(page, "interior-cost");
  await estimate(page, "0.1");
  await turn(page, words.tokyo, words.announce);
  await page.getByRole("button", { name: words.converge }).click();
  await goalsMet(page, 3);
  await next(page);

  // The silent failure: the link is found by way of the PoP's router.
  await estimate(page, "70");
  await select(page, words.tokyo);
  const card = page.locator('[data-panel="routes"]');
  await card.getByRole("button", { name: words.router }).click();
  const line = card.locator("ul.links li").filter({ hasText: words.neighbor });
  await line.locator(".number button").click();
  await fold(card, words.silence);
  await card.locator('[data-act="silence"]').click();
  await page.getByRole("button", { name: words.converge }).click();
  await goalsMet(page, 3);
  await next(page);
  await answer(page, "no");

  // Your turn: Johannesburg leaves, and nobody is without an answer.
  await select(page, words.johannesburg);
  await fold(card, words.drained);
  await card.getByRole("button", { name: words.drain }).click();
  await page.getByRole("button", { name: words.converge }).click();
  // Nobody uses the route any more: there is nothing to converge.
  await turn(page, words.johannesburg, words.withdraw);
  await goalsMet(page, 4);
  await next(page);
  await act(page, "lesson-finish").click();
  await lesson.getByText(words.done).waitFor();
}

/** Answers a question by a choice, and goes on. */
async function answer(page, choice) {
  await page.locator(`input[value="${choice}"]`).check();
  await act(page, "lock").click();
  await next(page);
}

/** Answers a question with a number, and goes on. */
async function estimate(page, number) {
  await act(page, "number").fill(number);
  await act(page, "lock").click();
  await next(page);
}

/** Opens a PoP on the map, by the keyboard. */
async function select(page, city) {
  await page.locator(`[data-thing^="n"][aria-label*="${city}"]`).focus();
  await page.keyboard.press("Enter");
  const card = page.locator('[data-panel="routes"]');
  await card.getByRole("heading", { name: city }).waitFor();
  return card;
}

/** Unfolds what is folded on a card, if it is. */
async function fold(card, title) {
  const acts = card.locator('[data-fold="acts"]').filter({ hasText: title });
  if (!(await acts.evaluate((details) => details.open))) await acts.locator("summary").click();
}

/** Opens a PoP, and withdraws or announces it on its card. */
async function turn(page, city, verb) {
  const card = await select(page, city);
  await card.getByRole("button", { name: verb, exact: true }).click();
}
