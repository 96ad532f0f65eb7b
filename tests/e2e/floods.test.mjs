// A flood on one region: its PoP overflows, the others idle, and BGP does nothing about it. The
// same where PoPs withdraw by themselves: the flood goes from one to the next. And the race through
// a failure.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, overhang, PHONE, play } from "./lab.mjs";
import { openBench } from "./screens.mjs";

/** How much of its capacity each PoP is asked for, by name, in percent. */
async function loads(page) {
  const all = page.locator('[data-panel="pops"] .console-nodes li');
  const more = page.locator('[data-panel="pops"] .console .more');
  if (await more.isVisible()) await more.click();
  return Object.fromEntries(
    await all.evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector("button").textContent.trim(),
        Number.parseInt(row.querySelector(".quiet").textContent, 10),
      ]),
    ),
  );
}

/** Waits until the loads are as wanted. */
async function until(page, is) {
  let now = {};
  for (let tries = 0; tries < 100; tries += 1) {
    now = await loads(page);
    if (is(now)) return now;
    await page.waitForTimeout(100);
  }
  return assert.fail(`loads stay at ${JSON.stringify(now)}`);
}

describe("floods", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`drown one PoP and leave the others idle: ${name}`, async () => {
      const lab = await play(browser, size);
      const { page } = lab;
      await openBench(page, "floods");
      const served = page.locator('[data-console="served"]');
      await served.filter({ hasText: "100 %" }).waitFor();
      await page.locator('[data-act="flood"]').click();
      const now = await until(page, (all) => all.London > 100);
      const others = Object.entries(now).filter(([pop]) => pop !== "London");
      assert.equal(others.length, 13);
      assert.ok(others.every(([, percent]) => percent < 30), JSON.stringify(now));
      await served.filter({ hasNotText: "(100 %)" }).waitFor();
      assert.ok((await overhang(page)) <= 0, "it sticks out sideways");

      // BGP does not look at load: no router changed its mind.
      await page.locator(".status").getByText("BGP has converged").waitFor();
      await page.locator('[data-act="stop-flood"]').click();
      await until(page, (all) => all.London < 30);
      assertClean(lab);
      await lab.close();
    });
  }

  it("go from PoP to PoP where overloaded ones withdraw by themselves", async () => {
    const lab = await play(browser, DESKTOP, { path: "#/world/first-light?speed=10" });
    const { page } = lab;
    await openBench(page, "floods");
    await page.locator('[data-act="console-automatic"]').click();
    await page.locator('[data-act="flood"]').click();
    const news = page.locator(".log-lines li").filter({ hasText: "by itself: it was asked" });
    await news.first().waitFor({ timeout: 60_000 });
    const first = await news.last().innerText();
    // Somebody else, next.
    await page.waitForFunction(
      () =>
        new Set(
          [...document.querySelectorAll(".log-lines li span")]
            .map((line) => /^(.*) withdraws by itself: it was/.exec(line.textContent)?.[1])
            .filter(Boolean),
        ).size >= 2,
      null,
      { timeout: 60_000 },
    );
    assert.match(first, /London/);
    assertClean(lab);
    await lab.close();
  });

  it("race GeoDNS against anycast: five curves, and who wins", async () => {
    const lab = await play(browser, DESKTOP, { path: "#/world/three-cities" });
    const { page } = lab;
    await openBench(page, "outage");
    await page.locator('[data-pick="node"]').selectOption({ label: "B · Shanghai" });
    await page.locator('[data-act="race"]').click();
    const curves = page.locator(".race-curves li");
    await curves.nth(4).waitFor();
    assert.equal(await curves.count(), 5);
    assert.equal(await page.locator(".race-plot path").count(), 5);
    const verdict = await page.locator('[data-race="verdict"]').innerText();
    assert.match(verdict, /Least is lost with: Anycast, BFD/);
    assert.match(verdict, /Without BFD, GeoDNS can win/);
    assertClean(lab);
    await lab.close();
  });
});
