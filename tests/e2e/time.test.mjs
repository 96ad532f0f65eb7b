// Time: scrub, act in the past, switch between the histories, undo and redo, pin and compare.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, overhang, PHONE, play } from "./lab.mjs";

/** The milliseconds that the timeline's slider stands at, and its head. */
async function times(page) {
  const slider = page.getByRole("slider", { name: "Moment shown" });
  const [now, head] = await Promise.all(
    ["aria-valuenow", "aria-valuemax"].map((name) => slider.getAttribute(name)),
  );
  return { now: Number(now), head: Number(head) };
}

/** Waits until the slider stands where it should. */
async function until(page, is) {
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await times(page);
    if (is(now)) return now;
    await page.waitForTimeout(50);
  }
  return assert.fail(`the slider stays at ${JSON.stringify(await times(page))}`);
}

async function settle(page) {
  await page.getByRole("button", { name: "To convergence" }).click();
  await page.locator(".status").getByText("BGP has converged").waitFor();
}

/** Waits until the PoP's row offers this: tables follow a few frames behind the map. */
async function offers(page, pop, action) {
  await page.locator(".pops").getByRole("button", { name: `${pop}: ${action}` }).waitFor();
}

describe("time", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("goes back, acts there, and keeps both histories", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Pin this moment" }).click();
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await settle(page);
    const lived = await times(page);
    assert.ok(lived.head > 1_000 && lived.now === lived.head);
    const region = page.getByRole("region", { name: "Timeline" });
    await region.getByText(/Since the pin at .*: [1-9]\d* networks moved/).first().waitFor();

    // By pointer, to the middle of what was lived; the head stays.
    const slider = page.getByRole("slider", { name: "Moment shown" });
    const box = await slider.boundingBox();
    const [y, playhead] = [box.y + box.height / 2, page.locator(".playhead")];
    const there = (await playhead.boundingBox()).x;
    await page.mouse.move(there, y);
    await page.mouse.down();
    await page.mouse.move(box.x + (there - box.x) / 2, y, { steps: 5 });
    await page.mouse.up();
    const back = await until(page, ({ now, head }) => now < head * 0.7);
    assert.equal(back.head, lived.head);
    // It was withdrawn by then.
    await offers(page, "Tokyo", "Announce");

    // By keyboard, to the beginning: as it was.
    await slider.focus();
    await page.keyboard.press("Home");
    await until(page, ({ now }) => now === 0);
    await offers(page, "Tokyo", "Withdraw");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Shift+ArrowRight");
    await until(page, ({ now }) => now > 0);
    assert.match(await slider.getAttribute("aria-valuetext"), /^00:\d\d\.\d{3} of 00:\d\d/);

    // To act here begins a branch.
    await page.getByRole("button", { name: "London: Withdraw" }).click();
    await page.getByRole("button", { name: "Branches, marks" }).click();
    const rows = page.locator(".branches li");
    await rows.nth(1).waitFor();
    assert.equal(await rows.count(), 2);
    assert.match(await rows.nth(1).innerText(), /London withdraws 192\.0\.2\.0\/24 · 00:/);
    assert.equal(await rows.nth(1).getAttribute("aria-current"), "true");
    // The timeline is drawn at a beat of its own.
    const lines = page.locator(".branch-lines path");
    await lines.nth(1).waitFor({ state: "attached" });
    assert.equal(await lines.count(), 2);
    await settle(page);

    // The other one is still there, and can be compared with.
    await page.getByRole("button", { name: "Compare with “Main line”" }).click();
    const differences = page.locator(".differences");
    await differences.getByText(/Compared with “Main line” at/).waitFor();
    assert.ok((await differences.locator(".moves li").count()) > 0);
    await page.getByRole("button", { name: "Switch to “Main line”" }).click();
    await rows.first().and(page.locator("[aria-current]")).waitFor();
    await offers(page, "London", "Withdraw");
    await offers(page, "Tokyo", "Announce");
    assertClean(lab);
    await lab.close();
  });

  it("undoes and puts back, and says what", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await page.getByRole("button", { name: "Miami: Withdraw" }).click();
    await settle(page);
    const { now } = await times(page);
    await page.getByRole("button", { name: "Undo: Miami withdraws" }).click();
    await page.getByRole("button", { name: "Undo: Tokyo withdraws" }).click();
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).waitFor();
    assert.equal((await times(page)).now, now, "the time stays");
    await page.getByRole("status").getByText("Undone: Tokyo withdraws").waitFor();
    await page.getByRole("button", { name: "Put back: Tokyo" }).first().click();
    await page.getByRole("button", { name: "Put back: Miami" }).first().click();
    await page.getByRole("button", { name: "Miami: Announce" }).waitFor();
    await offers(page, "Tokyo", "Announce");
    assertClean(lab);
    await lab.close();
  });

  it("looks closer, lists every mark, and goes there by keyboard", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "+1 ms: on by one millisecond" }).first().click();
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await settle(page);
    const whole = await page.locator(".tick").allInnerTexts();
    const ruler = await page.locator(".ruler").boundingBox();
    await page.mouse.move(ruler.x + 4, ruler.y + 8);
    await page.mouse.down();
    await page.mouse.move(ruler.x + ruler.width / 20, ruler.y + 8, { steps: 4 });
    await page.mouse.up();
    const all = page.getByRole("button", { name: "All of it" });
    await all.and(page.locator(":enabled")).waitFor();
    assert.notDeepEqual(await page.locator(".tick").allInnerTexts(), whole);
    await all.click();
    await all.and(page.locator(":disabled")).waitFor();

    // One tab stop for all marks; the arrows go through them.
    const marks = page.getByRole("group", { name: "Marks on the timeline" }).getByRole("button");
    assert.ok((await marks.count()) >= 3);
    const stops = await marks.evaluateAll((all) => all.filter((it) => it.tabIndex === 0).length);
    assert.equal(stops, 1);
    await marks.first().focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    const words = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    assert.match(words, /^00:00\.\d{3}: Tokyo withdraws/);
    await page.keyboard.press("Enter");
    await until(page, ({ now, head }) => now < head && now < 200);

    // The same as a table.
    await page.getByRole("button", { name: "Branches, marks" }).click();
    const rows = page.locator(".marks-table tbody tr");
    assert.equal(await rows.count(), await marks.count());
    await rows.last().getByRole("button", { name: /^Go there/ }).click();
    await until(page, ({ now, head }) => now === head || now > 1_000);

    await page.getByRole("button", { name: "Packets", exact: true }).first().click();
    await page.locator(".transport .speed-slider output", { hasText: "1/100×" }).waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("has a tab of its own on the phone", async () => {
    const lab = await play(browser, PHONE);
    const { page } = lab;
    await page.getByRole("button", { name: "Time", exact: true }).tap();
    await page.getByRole("slider", { name: "Moment shown" }).waitFor();
    assert.ok((await overhang(page)) <= 0);
    const buttons = page.locator(".timeline button:visible:not(.timeline-mark)");
    const small = await buttons.evaluateAll((all) =>
      all.filter((it) => it.getBoundingClientRect().height < 43.5).map((it) => it.innerText),
    );
    assert.deepEqual(small, []);
    assertClean(lab);
    await lab.close();
  });
});
