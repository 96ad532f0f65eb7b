// An engineer: asks routers by commands, and how other vendors' routers would choose.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, launch, open, untilUp } from "./lab.mjs";

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe("the looking glass", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  async function play(context, options = {}) {
    const lab = await open(browser, { context, ...options });
    await untilUp(lab.page);
    return lab;
  }

  it("is opened from a router, completes by Tab, answers, and calls lines back", async () => {
    const lab = await play(DESKTOP);
    const { page } = lab;
    await page.getByRole("button", { name: "Router Aurora Backbone · London" }).focus();
    await page.keyboard.press("Enter");
    const inspector = page.locator('[data-panel="routes"]');
    await inspector.getByRole("button", { name: "Open looking glass" }).click();
    const input = page.getByRole("textbox", { name: /Command aurora-london>/ });
    await input.waitFor();
    assert.ok(await input.evaluate((it) => it === document.activeElement), "ready to type");

    await page.keyboard.type("sh");
    await page.keyboard.press("Tab");
    await page.keyboard.type("b");
    await page.keyboard.press("Tab");
    await page.keyboard.type("192");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => {
      return document.querySelector("#glass-input").value === "show bgp 192.0.2.0/24 ";
    });
    await page.keyboard.press("Enter");
    const screen = page.getByRole("log", { name: "Answers" });
    await screen.getByText("192.0.2.0/24: ").waitFor();
    await screen.getByText("The rule that decided:").waitFor();

    await page.keyboard.type("traceroute dns");
    await page.keyboard.press("Enter");
    await screen.getByText("192.0.2.53 is at lighthouse-").waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction(() => {
      return document.querySelector("#glass-input").value === "show bgp 192.0.2.0/24";
    });
    // A question mark asks, and is not part of the line.
    await page.keyboard.type(" ?");
    await screen.getByText("profile PROFILE").waitFor();
    assert.equal(await input.inputValue(), "show bgp 192.0.2.0/24 ");

    await page.keyboard.press("Escape");
    await input.waitFor({ state: "detached" });
    await page.keyboard.press("Control+Backquote");
    await input.waitFor();
    await screen.getByText("192.0.2.53 is at lighthouse-").waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("answers on a phone to touch alone", async () => {
    const lab = await play(PHONE);
    const { page } = lab;
    await page.getByRole("button", { name: "Looking glass", exact: true }).last().tap();
    await page.getByRole("button", { name: "show bgp summary" }).tap();
    await page.getByRole("button", { name: "Run" }).tap();
    await page.getByRole("log", { name: "Answers" }).getByText("Established").waitFor();
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overhang, 0);
    assertClean(lab);
    await lab.close();
  });

  it("shows where vendors disagree: another winner, and why", async () => {
    const lab = await play(DESKTOP, { path: "#/world/med-order" });
    const { page } = lab;
    await page.getByRole("button", { name: "Walzer · Vienna", exact: true }).click();
    const inspector = page.locator('[data-panel="routes"]');
    await inspector.getByRole("button", { name: "Its router" }).click();
    const winner = inspector.locator("thead th.is-selected");
    await winner.getByText("Amsterdam").first().waitFor();
    await inspector.getByRole("button", { name: "FRR" }).click();
    await winner.getByText("Berlin").first().waitFor();
    const answer = inspector.locator(".comparison");
    assert.match(await answer.innerText(), /FRR would choose AS 64601 in Berlin, not AS 64602/);
    assert.match(await answer.innerText(), /order of arrival then changes the winner/);
    assert.match(await answer.innerText(), /measured on running daemons/);
    await inspector.getByRole("button", { name: "Cisco" }).click();
    await answer.getByText("taken from a document, not measured").waitFor();
    await inspector.getByRole("button", { name: /^RFC 4271/ }).click();
    await winner.getByText("Amsterdam").first().waitFor();

    // The routes before and after policy.
    await inspector.getByText("Adj-RIB-In: what neighbours tell").click();
    const incoming = inspector.locator('[data-rib="adj-rib-in"]');
    await incoming.getByText("MED 100").first().waitFor();
    await incoming.getByText("LOCAL_PREF 50").first().waitFor();
    assertClean(lab);
    await lab.close();
  });
});
