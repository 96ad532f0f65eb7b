// A learner in free play: withdraws a PoP, sees who moved, asks a router why.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  assertClean,
  DESKTOP,
  launch,
  open,
  overhang,
  PHONE,
  play,
  untilAllHasCome,
  untilUp,
} from "./lab.mjs";

const WORLD = "**/assets/scenarios/first-light.json";

/** The map's clients with the PoP that serves each, as the map says it to a screen reader. */
async function catchment(page) {
  const clients = page.getByRole("button", { name: /^Client network .*: served by/ });
  await clients.first().waitFor();
  const said = await clients.evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  const sentence = /^Client network (.*), .* people: served by PoP (.*)\.$/;
  return said.map((it) => {
    const [, client, node] = sentence.exec(it);
    return { client, node };
  });
}

const servedBy = (all, node) => all.filter((it) => it.node === node).map((it) => it.client);

describe("free play", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("moves a withdrawn PoP's clients elsewhere, and everyone is still served", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    const then = await catchment(page);
    assert.ok(then.length >= 25, "at least 25 client networks");
    // Their table comes after the map, and has them all.
    const rows = page.locator(".far-rows tbody tr");
    await rows.nth(then.length - 1).waitFor({ state: "attached" });
    assert.equal(await rows.count(), then.length);
    const tokyos = servedBy(then, "M · Tokyo");
    assert.ok(tokyos.length > 0);

    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await page.getByRole("button", { name: "To convergence" }).click();
    await page.getByText("BGP has converged").waitFor();
    await page.getByRole("button", { name: "Tokyo: Announce" }).waitFor();

    const now = await catchment(page);
    assert.deepEqual(servedBy(now, "M · Tokyo"), []);
    assert.equal(now.length, then.length, "nobody is left without a PoP");
    const before = new Map(then.map(({ client, node }) => [client, node]));
    const moved = now.filter(({ client, node }) => before.get(client) !== node);
    assert.deepEqual(moved.map((it) => it.client).sort(), tokyos.sort(), "only its clients move");
    const log = page.locator('[data-panel="log"]');
    await log.getByText(`${moved.length} client networks are served differently now`).waitFor();

    await page.getByRole("button", { name: "Tokyo: Announce" }).click();
    await page.getByRole("button", { name: "To convergence" }).click();
    await page.getByText("BGP has converged").waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("shows the wave of a withdrawal under the lens", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    const lens = page.getByRole("region", { name: "Under the lens", exact: true });
    await lens.getByText("here you see what it costs BGP").waitFor();
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await page.getByRole("button", { name: "To convergence" }).click();
    await lens.getByText("“BGP always converges in 90 seconds”?").waitFor();

    const said = await lens.innerText();
    assert.match(said, /About 192\.0\.2\.0\/24/);
    const figure = async (name) => {
      const row = lens.locator("dl > div").filter({ hasText: name });
      return row.locator("dd").innerText();
    };
    const [announced, withdrawn] = [await figure("announcements"), await figure("withdrawals")];
    // The log has a turn of its own, some frames later.
    const total = Number(announced) + Number(withdrawn);
    const told = `${total} UPDATEs, ${withdrawn} of them withdrawals`;
    await page.locator(".log-lines li").filter({ hasText: told }).first().waitFor();
    await lens.getByRole("img", { name: /^Of \d+ routers, \d+ had no route before/ }).waitFor();

    // By the keyboard: whoever tried most paths, and why it chose the last of them.
    const first = lens.getByRole("listitem").first().getByRole("button");
    const name = await first.innerText();
    await first.focus();
    await page.keyboard.press("Enter");
    const inspector = page.locator('[data-panel="routes"]');
    await inspector.getByRole("heading", { name }).waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("explains a router's choice with the rule that decided it", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await page.getByRole("button", { name: "To convergence" }).click();
    // By the keyboard: the routers lie too close to aim at.
    await page.getByRole("button", { name: "Router Albatross · Panama City" }).focus();
    await page.keyboard.press("Enter");
    const inspector = page.locator('[data-panel="routes"]');
    await inspector.getByRole("heading", { name: "Albatross · Panama City" }).waitFor();
    // Hot potato: several routes are equal up to the cost of reaching their exits.
    const deciding = inspector.locator("tr.is-deciding");
    assert.match(await deciding.innerText(), /^6 Interior cost, lowest/);
    assert.match(await inspector.innerText(), /Rule 6 removed .* hot potato/s);
    assertClean(lab);
    await lab.close();
  });

  it("lets a router hijack the prefix, and takes it back", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    const then = await catchment(page);
    await page.getByRole("button", { name: "Router Meridian Transit · London" }).focus();
    await page.keyboard.press("Enter");
    const inspector = page.locator('[data-panel="routes"]');
    // Folded away until one asks for it; by the keyboard.
    const same = inspector.getByRole("button", { name: "Same prefix" });
    assert.equal(await same.isVisible(), false);
    await inspector.locator("summary", { hasText: "Hijack 192.0.2.0/24" }).focus();
    await page.keyboard.press("Enter");
    await same.focus();
    await page.keyboard.press("Enter");
    await inspector.locator('[data-act="hijack"][aria-pressed="true"]:focus').waitFor();
    await inspector.getByText("This router hijacks 192.0.2.0/24.").waitFor();
    await page.getByRole("button", { name: "To convergence" }).click();
    const log = page.locator('[data-panel="log"]');
    await log.getByText("Meridian Transit · London hijacks 192.0.2.0/24").waitFor();

    // What it announces is its own, and wins there; some clients are lost to it.
    await inspector.getByText("is the only route").or(inspector.getByText("wins.")).waitFor();
    const lost = page.getByRole("button", { name: /^Client network .*: reaches no PoP/ });
    assert.ok((await lost.count()) > 0);
    assert.ok((await catchment(page)).length < then.length);

    await page.getByRole("button", { name: "Undo" }).click();
    await lost.first().waitFor({ state: "detached" });
    assert.deepEqual(await catchment(page), then);
    await inspector.locator('[data-act="hijack"][aria-pressed="false"]').waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("changes its language without a reload, and remembers it", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.evaluate(() => {
      globalThis.isSamePage = true;
    });
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await page.locator("button", { hasText: "中文" }).click();
    await page.getByText("任播实验室").first().waitFor();
    assert.equal(await page.evaluate(() => globalThis.isSamePage), true);
    assert.match(await page.locator("html").getAttribute("lang"), /^zh/);
    // What happened before is told in the new language too.
    await page.locator('[data-panel="log"]').getByText("东京").first().waitFor();
    await untilAllHasCome(page);
    await page.reload();
    await untilUp(page);
    await page.getByText("任播实验室").first().waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("takes up another language part by part, and every part says which it speaks", async () => {
    const lab = await play(browser, DESKTOP, { path: "#/world/atlas" });
    const { page } = lab;
    const button = page.locator("button", { hasText: "中文" });
    await button.waitFor();
    await page.locator(".far-rows tbody:nth-of-type(2) tr").first().waitFor({ state: "attached" });
    // What each part says in every frame until nothing changes any more, as `zh` or `en`.
    const frames = await button.evaluate(async (button) => {
      const words = {
        bar: ".bar h1",
        map: ".map-labels text",
        time: ".transport-skip span",
        pops: "#pops-title",
        rows: ".pops tbody:nth-of-type(1) button.small",
        more: ".pops tbody:nth-of-type(2) button.small",
        clients: ".far-rows tbody:nth-of-type(1) .link-button",
        others: ".far-rows tbody:nth-of-type(2) .link-button",
        log: "#log-title",
      };
      const seen = [];
      button.click();
      for (let frame = 0; frame < 90; frame += 1) {
        await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
        seen.push(
          Object.entries(words).map(([part, selector]) => {
            const element = document.querySelector(selector);
            const said = element.closest("[lang]").lang.slice(0, 2);
            const isChinese = /\p{Script=Han}/u.test(element.textContent);
            return { part, said, isSo: isChinese === (said === "zh") };
          }),
        );
      }
      return seen;
    });
    assert.deepEqual(frames.flat().filter(({ isSo }) => !isSo), []);
    const isThere = (part) => (all) => all.some((it) => it.part === part && it.said === "zh");
    const first = (part) => frames.findIndex(isThere(part));
    const when = frames[0].map(({ part }) => first(part));
    assert.ok(!when.includes(-1), `every part changes: ${when}`);
    assert.ok(new Set(when).size >= 6, `hardly two in one frame: ${when}`);
    assert.ok(Math.max(...when) < 30, `all within half a second: ${when}`);
    assertClean(lab);
    await lab.close();
  });

  it("follows the browser's language", async () => {
    const lab = await play(browser, { ...DESKTOP, locale: "zh-CN" });
    await lab.page.getByText("任播实验室").first().waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("fits a phone: nothing sticks out, and a PoP is withdrawn by touch", async () => {
    const lab = await play(browser, PHONE);
    const { page } = lab;
    assert.equal(await overhang(page), 0);
    await page.getByRole("button", { name: "PoPs", exact: true }).tap();
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).tap();
    await page.getByRole("button", { name: "Tokyo: Announce" }).waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("keeps the tables and their buttons inside their panel", async () => {
    for (const locale of ["en-GB", "zh-CN"]) {
      const lab = await play(browser, { ...DESKTOP, locale });
      const { page } = lab;
      // Withdrawn, a row says so, too.
      await page.locator(".act button").first().click();
      await page.locator("tr.is-off").waitFor();
      for (const [width, height] of [[1440, 900], [1200, 800], [1024, 768], [390, 844]]) {
        await page.setViewportSize({ width, height });
        if (width < 1200) await page.locator(".tabs button").nth(2).click();
        const over = await page.locator(".pops .twin").evaluateAll((tables) => {
          const panel = tables[0].closest(".panel");
          const padding = Number.parseFloat(getComputedStyle(panel).paddingRight);
          const edge = panel.getBoundingClientRect().right - padding + 0.5;
          const all = tables.flatMap((table) => [table, ...table.querySelectorAll("button")]);
          return all.map((it) => it.getBoundingClientRect().right - edge).filter((it) => it > 0);
        });
        assert.deepEqual(over, [], `${locale}, ${width} pixels wide`);
      }
      assertClean(lab);
      await lab.close();
    }
  });

  it("asks again for a world that did not arrive", async () => {
    let asked = 0;
    const answer = (route) => {
      asked += 1;
      return asked < 3 ? route.abort() : route.continue();
    };
    const lab = await open(browser, { context: DESKTOP, route: [WORLD, answer] });
    await untilUp(lab.page);
    await lab.page.getByRole("button", { name: "Tokyo: Withdraw" }).waitFor();
    assert.equal(asked, 3);
    await lab.close();
  });

  for (const [what, answer] of [
    ["no JSON", { body: "{" }],
    ["of another format", { body: '{"format": "other/1"}' }],
    ["missing", { status: 404, body: "" }],
  ]) {
    it(`says in place of the map that the world's file is ${what}`, async () => {
      const lab = await open(browser, {
        context: DESKTOP,
        route: [WORLD, (route) => route.fulfill(answer)],
      });
      await untilUp(lab.page);
      const problem = lab.page.getByRole("alert");
      await problem.waitFor();
      assert.match(await problem.innerText(), /first-light/);
      // There is a way back.
      assert.ok((await problem.getByRole("link").or(problem.getByRole("button")).count()) > 0);
      const isExpected = (it) => it.includes("404") || it.includes("first-light.json");
      const unexpected = lab.problems.filter((it) => !isExpected(it));
      assert.deepEqual(unexpected, [], "nothing panics");
      await lab.close();
    });
  }
});
