// An engineer: asks routers by commands, and how other vendors' routers would choose.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, overhang, PHONE, play } from "./lab.mjs";


describe("the looking glass", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("is opened from a router, completes by Tab, answers, and calls lines back", async () => {
    const lab = await play(browser, DESKTOP);
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
    const lab = await play(browser, PHONE);
    const { page } = lab;
    await page.getByRole("button", { name: "Looking glass", exact: true }).last().tap();
    await page.getByRole("button", { name: "show bgp summary" }).tap();
    await page.getByRole("button", { name: "Run" }).tap();
    await page.getByRole("log", { name: "Answers" }).getByText("Established").waitFor();
    assert.equal(await overhang(page), 0);
    assertClean(lab);
    await lab.close();
  });

  it("shows where vendors disagree: another winner, and why", async () => {
    const lab = await play(browser, DESKTOP, { path: "#/world/med-order" });
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

    // The focus stays on the switch.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await answer.getByText("Cisco would choose").waitFor();
    await inspector.locator('[data-profile="cisco"]:focus').waitFor();

    // The routes before and after policy.
    await inspector.getByText("Adj-RIB-In: what neighbours tell").click();
    const incoming = inspector.locator('[data-fold="adj-rib-in"]');
    await incoming.getByText("MED 100").first().waitFor();
    await incoming.getByText("LOCAL_PREF 50").first().waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("answers on a phone where one pressed", async () => {
    for (const locale of ["en-GB", "zh-CN"]) {
      const lab = await play(browser, { ...PHONE, locale }, { path: "#/world/med-order" });
      const { page } = lab;
      // The marks of routers come among those that are there, and whoever is quicker than that
      // presses on marks that are about to move.
      await page.locator("[data-thing^=r]").first().waitFor({ state: "attached" });
      await page.locator("[data-thing^=c]").focus();
      await page.keyboard.press("Enter");
      await page.locator(".card-foot button").tap();
      const panel = page.locator('[data-panel="routes"]');
      for (const name of ["frr", "junos", "cisco"]) {
        const pressed = `[data-profile="${name}"][aria-pressed="true"]`;
        await panel.locator(`[data-profile="${name}"]`).tap();
        // The switch, who would win, and by which rule.
        await page.waitForFunction((parts) => {
          const frame = document.querySelector("[data-panel=routes]").getBoundingClientRect();
          const boxes = parts.map((it) => document.querySelector(it)?.getBoundingClientRect());
          return boxes.every((it) => it && it.top >= frame.top && it.bottom <= frame.bottom);
        }, [pressed, ".comparison-answer"]);
      }
      assertClean(lab);
      await lab.close();
    }
  });
});
