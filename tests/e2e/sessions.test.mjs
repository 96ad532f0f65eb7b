// Packets have consequences: a download and a DNS loop from one city, whose PoP then withdraws. The
// download is lost and says why; the DNS loop goes on, answered from elsewhere.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, overhang, PHONE, play, showTab } from "./lab.mjs";

/** Opens what stands on the map under a mark of this kind whose name holds this word. */
async function select(page, kind, word) {
  const thing = await page
    .locator(`[data-thing^="${kind}"]`)
    .evaluateAll(
      (all, word) =>
        all.find((it) => it.getAttribute("aria-label")?.includes(word))?.dataset.thing,
      word,
    );
  assert.ok(thing, `a mark with ${word} in its name`);
  await page.locator(`[data-thing="${thing}"]`).first().focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-panel="routes"] h2').first().waitFor();
}

/** Has minutes pass in seconds. */
async function hurry(page) {
  await showTab(page, 3);
  await page.getByRole("button", { name: "DNS", exact: true }).first().click();
}

/** Shows the bench, which is where the tables are while nothing is selected. */
async function showBench(page) {
  const close = page.locator('[data-panel="routes"] .close');
  if (await close.first().isVisible()) await close.first().click();
  await showTab(page, 2);
  const button = page.locator('button[data-bench="sessions"]');
  if ((await button.getAttribute("aria-pressed")) !== "true") await button.click();
  return page.locator(".bench");
}

describe("sessions", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`a download breaks when its PoP withdraws, and DNS goes on: ${name}`, async () => {
      const lab = await play(browser, size);
      const { page } = lab;
      await hurry(page);
      await select(page, "c", "Tokyo");
      const card = page.locator('[data-panel="routes"]');
      await card.getByRole("button", { name: "Start a TCP download" }).click();
      await card.getByRole("button", { name: "Start a DNS loop" }).click();
      const open = card.locator('.session[data-state="open"]');
      await open.nth(1).waitFor();
      const by = await open.first().locator(".session-by").innerText();
      const [pop] = by.match(/\p{L}[\p{L} ]+(?=, server)/u);

      const bench = await showBench(page);
      assert.equal(await bench.locator(".session").count(), 2);
      await select(page, "n", pop);
      await showTab(page, 1);
      await card.locator('[data-act="announce"]').click();

      await showBench(page);
      const download = bench.locator('[data-session="tcp-1"]');
      const loop = bench.locator('[data-session="udp-1"]');
      await bench.locator('[data-session="tcp-1"][data-state="lost"]').waitFor();
      assert.match(await download.innerText(), /Lost at .*the route moved/s);
      await loop.locator(".session-by").filter({ hasNotText: pop }).waitFor();
      assert.equal(await loop.getAttribute("data-state"), "open");
      const cost = bench.locator('[data-session="cost"]');
      assert.match(await cost.innerText(), /TCP: 1 of 1 lost/);
      assert.match(await cost.innerText(), /UDP: 0 of 1 lost/);

      await loop.getByRole("button", { name: /^Stop/ }).click();
      await bench.locator('[data-session="udp-1"][data-state="over"]').waitFor();
      assert.equal(await overhang(page), 0);
      assertClean(lab);
      await lab.close();
    });
  }

  it("the bench says what to try, and starts what is chosen", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    const bench = await showBench(page);
    assert.match(await bench.innerText(), /Start a TCP download and a DNS loop/);
    await bench.locator('[data-pick="session-what"]').selectOption({ label: "QUIC download" });
    await bench.locator('[data-act="start-session"]').click();
    await bench.locator('[data-session="quic-1"]').waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("a client network's card probes: both ways, every hop, which server", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await hurry(page);
    await select(page, "c", "Tokyo");
    const fold = page.locator('[data-fold="probes"]');
    const state = fold.locator('[data-probe="state"]');
    await fold.locator("summary").click();
    await fold.locator('[data-probe="ping"]').click();
    await fold.locator(".probe-times").waitFor();
    assert.match(await fold.locator(".probe-times").innerText(), /\d ms[\s\S]*\d ms[\s\S]*\d ms/);
    await fold.locator('[data-probe="traceroute"]').click();
    await state.filter({ hasText: /answers at hop/ }).waitFor();
    assert.ok((await fold.locator(".probe-hops tbody tr").count()) > 1);
    await fold.locator('[data-probe="id-server"]').click();
    await state.filter({ hasText: /Server 0 in .* answered/ }).waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("a PoP's server fails, is noticed, and comes back", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await hurry(page);
    await select(page, "n", "Tokyo");
    const fold = page.locator('[data-fold="inside"]');
    await fold.locator("summary").click();
    await fold.locator('[data-act="fail-server"]').click();
    await fold.getByText("failed, out of service").waitFor();
    await fold.locator('[data-act="restore-server"]').click();
    await fold.getByText("in service", { exact: true }).waitFor();
    assertClean(lab);
    await lab.close();
  });
});
