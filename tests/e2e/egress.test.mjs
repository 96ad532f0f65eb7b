// Egress: an address is dragged from London to Paris while ten connections live from it, with a
// grace period and without; a cable is cut; a slice runs out towards one destination and not
// towards another; what the operator says of an address is written anew.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, overhang, PHONE, play } from "./lab.mjs";
import { openBench } from "./screens.mjs";

/** An address of London with the tag of the United Kingdom, which most of its servers share. */
const ADDRESS = "203.0.113.54";

/** Opens the bench in the world that has it. */
async function begin(browser, size) {
  const lab = await play(browser, size, { path: "#/world/backbone" });
  await openBench(lab.page, "egress");
  return lab;
}

/** Picks an experiment by its place in the list. */
const experiment = (page, number) =>
  page.locator('[data-pick="scene"]').selectOption(number.toString());

/** Does its step with this number, from 0. */
const step = (page, number) => page.locator('[data-act="step"]').nth(number).click();

const section = (page, name) => page.locator(`[data-section="${name}"]`).click();


/** Waits until so many connections are in a state. */
const untilThere = (page, state, count) =>
  page.locator(`.egress-connection[data-state="${state}"]`).nth(count - 1).waitFor();

/** Ten connections that live half a minute, from addresses of London. */
async function ten(page) {
  await experiment(page, 1);
  await step(page, 0);
  await untilThere(page, "open", 10);
}

const row = (page, city) =>
  page
    .locator(".egress-pop")
    .filter({ has: page.locator(".egress-pop-name", { hasText: city }) });

/** Where the middle of an element is in the window. */
async function middle(locator) {
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Drags an address onto something, by mouse. */
async function drag(page, target) {
  const chip = page.locator(`[data-address="${ADDRESS}"]`);
  await chip.evaluate((it) => it.scrollIntoView({ block: "center" }));
  const [from, to] = [await middle(chip), await middle(target)];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(from[0] + 20, from[1] + 8, { steps: 4 });
  await page.mouse.move(...to, { steps: 8 });
  await page.locator(".egress-ghost").waitFor();
  await page.mouse.up();
  await page.locator(".egress-ghost").waitFor({ state: "detached" });
}

/** The numbers in the summary: live, done, lost. */
async function summary(page) {
  const said = await page.locator('[data-egress="summary"]').innerText();
  return said.match(/\d+/g).map(Number);
}

describe("egress", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("an address dragged away takes connections down, but for those with grace", async () => {
    const lab = await begin(browser, DESKTOP);
    const { page } = lab;
    await ten(page);
    await page.locator('[data-fold="scenes"] > summary').click();
    await section(page, "addresses");
    const living = Number(await page.locator(`[data-address="${ADDRESS}"] b`).innerText());
    assert.ok(living > 0 && living < 10, `${living} live from it`);
    await drag(page, row(page, "Paris"));
    await row(page, "Paris").locator(`[data-address="${ADDRESS}"]`).waitFor();
    await page.locator(".egress-version.is-spreading").waitFor();
    await page.getByRole("button", { name: "DNS", exact: true }).first().click();
    await section(page, "connections");
    await untilThere(page, "lost", living);
    const causes = page.locator('[data-egress="causes"]');
    assert.match(await causes.innerText(), new RegExp(`${living} × its PoP had to give`));
    await untilThere(page, "over", 10 - living);

    // Back onto London's mark on the map, and again with a minute of grace.
    await section(page, "addresses");
    const london = await row(page, "London").getAttribute("data-egress-pop");
    await drag(page, page.locator(`[data-thing="n${london}"] .map-mark`));
    await row(page, "London").locator(`[data-address="${ADDRESS}"]`).waitFor();
    await page.locator(".egress-version:not(.is-spreading)").waitFor();
    await page.locator('[data-fold="designs"] > summary').click();
    await page.locator('[data-setting="grace"] [data-choice="60"]').click();
    await page.locator('[data-fold="designs"] > summary').click();
    await section(page, "connections");
    await page.locator('[data-fold="scenes"] > summary').click();
    await ten(page);
    await page.locator('[data-fold="scenes"] > summary').click();
    await section(page, "addresses");
    await drag(page, row(page, "Paris"));
    await row(page, "Paris").locator(`[data-address="${ADDRESS}"] i`).waitFor();
    await page.getByRole("button", { name: "DNS", exact: true }).first().click();
    await section(page, "connections");
    await untilThere(page, "over", 20 - living);
    assert.deepEqual(await summary(page), [0, 20 - living, living]);
    assertClean(lab);
    await lab.close();
  });

  it("an address is moved by keyboard, and what was done is taken back", async () => {
    const lab = await begin(browser, DESKTOP);
    const { page } = lab;
    await section(page, "addresses");
    await page.locator(`[data-address="${ADDRESS}"]`).focus();
    await page.keyboard.press("Enter");
    const card = page.locator('[data-card="address"]');
    await card.locator('[data-pick="move-to"]').selectOption({ label: "E · Paris" });
    await card.locator('[data-act="move-address"]').click();
    await row(page, "Paris").locator(`[data-address="${ADDRESS}"]`).waitFor();
    await page.locator(".transport-history button").first().click();
    await row(page, "London").locator(`[data-address="${ADDRESS}"]`).waitFor();
    // A drag that is given up moves nothing.
    await page.mouse.move(...(await middle(page.locator(`[data-address="${ADDRESS}"]`))));
    await page.mouse.down();
    await page.mouse.move(...(await middle(row(page, "Paris"))), { steps: 6 });
    await page.keyboard.press("Escape");
    await page.mouse.up();
    assert.equal(await row(page, "London").locator(".egress-chip").count(), 2);
    assertClean(lab);
    await lab.close();
  });

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`a slice runs out towards one destination and not towards another: ${name}`, async () => {
      const lab = await begin(browser, size);
      const { page } = lab;
      await experiment(page, 3);
      await step(page, 0);
      const [far, other] = [0, 1].map((place) => page.locator(`[data-strip="${place}"]`));
      await far.locator(".is-exhausted").waitFor();
      assert.equal(await other.locator(".is-exhausted").count(), 0);
      assert.equal(await far.locator(".egress-bar").count(), 40);
      await step(page, 1);
      await untilThere(page, "lost", 1);
      await step(page, 2);
      await untilThere(page, "open", 1);
      const lost = page.locator('.egress-connection[data-state="lost"]');
      assert.match(await lost.innerText(), /every port of the server’s slice is in use/);
      assert.ok((await overhang(page)) <= 0, "it sticks out sideways");
      assertClean(lab);
      await lab.close();
    });
  }

  it("replies go the long way round a cut, through a tunnel, or nowhere", async () => {
    const lab = await begin(browser, DESKTOP);
    const { page } = lab;
    await experiment(page, 2);
    await step(page, 0);
    await untilThere(page, "open", 10);
    await page.locator(".egress-connection .link-button").first().click();
    const details = page.locator('[data-egress="details"]');
    const said = (words) => details.getByText(words).waitFor();
    await said(/over the backbone to London/);
    const time = async () => {
      const words = await page.locator(".egress-connection .egress-state").first().innerText();
      return Number(words.match(/[\d.]+(?= ms)/)?.[0] ?? 0);
    };
    const before = await time();
    await step(page, 1);
    await page.waitForFunction(
      (before) =>
        Number(document.querySelector(".egress-state").innerText.match(/[\d.]+(?= ms)/)?.[0]) >
        before,
      before,
    );
    await step(page, 2);
    await said(/through a tunnel over the Internet to London/);
    await step(page, 3);
    await said(/would be lost/);
    await step(page, 4);
    await said(/over the backbone to London/);
    assertClean(lab);
    await lab.close();
  });

  it("the geofeed is refused by row, and believed when it is published", async () => {
    const lab = await begin(browser, PHONE);
    const { page } = lab;
    await section(page, "addresses");
    await page.locator(`[data-address="${ADDRESS}"]`).tap();
    await page.locator('[data-act="where-is"]').tap();
    const said = page.locator('[data-answer="geofeed"]');
    await said.getByText("GB").waitFor();
    const text = page.locator(".egress-feed");
    await text.fill("203.0.113.0/24,JP,,Tokyo,\n10.0.0.0/8,JP,,,\n");
    await page.locator('[data-egress="problems"]').getByText("Row 2").waitFor();
    await page.locator('[data-act="publish"]').tap();
    await said.getByText("GB").waitFor();
    await text.fill("203.0.113.0/24,JP,,Tokyo,\n");
    await page.locator('[data-act="publish"]').tap();
    await said.getByText("Tokyo, JP").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator('[data-act="save-feed"]').tap(),
    ]);
    assert.equal(download.suggestedFilename(), "geofeed.csv");
    assertClean(lab);
    await lab.close();
  });

  it("the designs are compared, and again with other numbers", async () => {
    const lab = await begin(browser, DESKTOP);
    const { page } = lab;
    await section(page, "comparison");
    await page.locator('[data-act="compare"]').click();
    const cost = page.locator('[data-chart="addresses"] tr').first().locator(".number");
    await cost.getByText("9,600 · $480,000").waitFor();
    const verdict = (design) =>
      page.locator(`[data-compare="verdicts"] [data-design="${design}"]`).innerText();
    assert.match(await verdict("per-server"), /expensive\s+fast\s+reliable/);
    assert.match(await verdict("one-server"), /cheap\s+slow\s+poor/);
    await page.locator('[data-knob="price"]').fill("0");
    await cost.getByText("9,600 · $96,000").waitFor();
    assertClean(lab);
    await lab.close();
  });
});
