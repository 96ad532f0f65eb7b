// The page opens wherever the folder is put, asks nobody else, and fails readably.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, launch, open, untilAllHasCome, untilUp } from "./lab.mjs";

describe("boot", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  for (const base of ["/", "/a/b/"]) {
    it(`opens at ${base} with no error and no request off the origin`, async () => {
      const lab = await open(browser, { base });
      await untilUp(lab.page);
      await lab.page.waitForLoadState("networkidle");
      assert.ok(lab.requests.some((url) => url.endsWith(".wasm")), "the wasm was loaded");
      assert.deepEqual(
        lab.requests.filter((url) => !url.startsWith(lab.server.address)),
        [],
        "everything is asked for below the page's own address",
      );
      assertClean(lab);
      await lab.close();
    });
  }

  it("asks for the world that opens by itself early, and once", async () => {
    const asked = (page) =>
      page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .filter(({ name }) => name.endsWith("/first-light.json"))
          .map(({ initiatorType }) => initiatorType),
      );
    const lab = await open(browser);
    await untilUp(lab.page);
    assert.deepEqual(await asked(lab.page), ["link"]);
    await untilAllHasCome(lab.page);
    await lab.page.goto(`${lab.server.address}?#/world/disagree`);
    await untilUp(lab.page);
    assert.deepEqual(await asked(lab.page), [], "another world opens without it");
    assertClean(lab);
    await lab.close();
  });

  it("notices an inline style, a foreign request and a missing file", async () => {
    const lab = await open(browser);
    await untilUp(lab.page);
    await lab.page.evaluate(() => {
      const image = document.createElement("img");
      image.src = "http://192.0.2.1/pixel.png";
      document.body.append(image);
      document.body.setAttribute("style", "color: red");
      return fetch("missing.json");
    });
    await lab.page.waitForTimeout(200);
    for (const sign of ["policy: img-src", "policy: style-src", "404: "]) {
      assert.ok(lab.problems.some((problem) => problem.startsWith(sign)), `${sign} is noticed`);
    }
    await lab.close();
  });

  it("says so in both languages when the wasm is missing, and a retry opens the lab", async () => {
    let isBroken = true;
    const lab = await open(browser, {
      refuse: (path) => isBroken && path.endsWith(".wasm"),
    });
    await assertTrouble(lab.page);
    isBroken = false;
    await lab.page.getByRole("link", { name: "Try again" }).click();
    await untilUp(lab.page);
    await lab.close();
  });

  it("says so when the glue is missing", async () => {
    const lab = await open(browser, { refuse: (path) => /anycast-lab[^/]*\.js$/.test(path) });
    await assertTrouble(lab.page);
    await lab.close();
  });

  it("is up without the rest of its program, and says when that is missed", async (t) =>
    withoutTheRest(t, /_rest[^/]*\.wasm$/));

  it("says so as well when the sheet is missed that dresses the rest", async (t) =>
    withoutTheRest(t, /style-later-[^/]*\.css$/));

  async function withoutTheRest(t, missing) {
    const lab = await open(browser, { refuse: (path) => missing.test(path) });
    await untilUp(lab.page);
    if (!(await lab.page.locator("#lab-files[data-rest]").count())) {
      await lab.close();
      return t.skip("only the release build is divided");
    }
    await lab.page.getByText("A part of the lab did not arrive").waitFor();
    await lab.page.getByText("实验室的一部分没有送达").waitFor();
    await lab.page.getByRole("link", { name: "Reload" }).waitFor();
    // What opened goes on.
    await lab.page.getByRole("button", { name: "Pause" }).click();
    await lab.page.getByRole("button", { name: "Play" }).waitFor();
    const missed = () => performance.getEntriesByName("lab-rest-missed").length;
    assert.equal(await lab.page.evaluate(missed), 0, "and asks for nothing that is not there");
    await lab.close();
  }

  it("waits for the rest of its program without standing still", async () => {
    let let_through;
    const held = new Promise((resolve) => (let_through = resolve));
    const hold = async (request) => {
      await held;
      await request.continue();
    };
    const lab = await open(browser, { route: [/_rest[^/]*\.wasm$/, hold] });
    await untilUp(lab.page);
    const { x, y, width, height } = await lab.page.locator(".map").boundingBox();
    await lab.page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await lab.page.mouse.wheel(0, -100);
    await lab.page.mouse.click(x + width / 3, y + height / 2);
    await lab.page.getByRole("button", { name: "中文" }).click();
    await lab.page.locator(".call .is-primary").click();
    await lab.page.locator("#share-open").click();
    const clock = lab.page.locator(".transport .clock");
    const before = await clock.innerText();
    await lab.page.waitForFunction(
      (before) => document.querySelector(".transport .clock").innerText !== before,
      before,
    );
    const missed = () => performance.getEntriesByName("lab-rest-missed").length;
    assert.equal(await lab.page.evaluate(missed), 0);
    let_through();
    await lab.page.locator("[data-panel=routes]").getByText("东京").first().waitFor();
    await lab.page.locator("dialog[open]").waitFor();
    await lab.close();
  });

  it("says so in a browser without WebAssembly", async () => {
    const lab = await open(browser, { first: () => delete globalThis.WebAssembly });
    await assertTrouble(lab.page);
    await lab.page.getByText("This browser has no WebAssembly").waitFor();
    await lab.page.getByText("不支持 WebAssembly").waitFor();
    await lab.close();
  });

  it("says so without JavaScript", async () => {
    const lab = await open(browser, { context: { javaScriptEnabled: false } });
    await lab.page.getByText("The lab has not opened").waitFor();
    await lab.page.getByText("实验室没有打开").waitFor();
    assert.equal(await lab.page.getByText("Loading the lab").isVisible(), false);
    await lab.close();
  });

  it("shows that it is loading, and helps by itself when nothing ever arrives", async () => {
    const lab = await open(browser, { refuse: (path) => /boot-[^/]*\.js$/.test(path) });
    assert.equal(await lab.page.getByText("Loading the lab").isVisible(), true);
    assert.equal(await lab.page.getByText("The lab has not opened").isVisible(), false);
    // Not twenty seconds of waiting: the animation is asked to end now.
    await lab.page.evaluate(() => document.getAnimations().forEach((it) => it.finish()));
    assert.equal(await lab.page.getByText("The lab has not opened").isVisible(), true);
    await lab.close();
  });
});

async function assertTrouble(page) {
  await page.getByRole("heading", { name: "The lab has not opened" }).waitFor();
  await page.getByText("实验室没有打开").waitFor();
  assert.equal(await page.getByText("Loading the lab").isVisible(), false);
}
