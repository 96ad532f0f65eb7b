// Sharing a run, addresses with parameters, settings, and what was stored: what works, and what
// is told when it does not.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, overhang, PHONE, play } from "./lab.mjs";

/** The fingerprint of the world at this moment, as the page tells it. */
async function fingerprint(page) {
  const run = page.locator("details.run");
  if (!(await run.getAttribute("open").then((open) => open !== null))) {
    await run.locator("summary").click();
  }
  const value = run.locator("dt", { hasText: "Fingerprint now" }).locator("xpath=following::dd[1]");
  await page.waitForFunction(() =>
    [...document.querySelectorAll("details.run dd")].some((it) =>
      /^[0-9a-f]{32}$/.test(it.textContent),
    ),
  );
  return value.textContent();
}

async function hold(page) {
  const pause = page.getByRole("button", { name: "Pause", exact: true });
  if ((await pause.count()) > 0) await pause.click();
}

/** The link that the share dialog offers. */
async function shared(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("textbox", { name: "The link" }).waitFor();
  return { dialog, link: await dialog.getByRole("textbox").inputValue() };
}

const root = (page, name) => page.evaluate((name) => document.documentElement.dataset[name], name);

describe("sharing", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("opens the same run, to the bit, in a second browser", async () => {
    const lab = await play(browser, DESKTOP, { path: "?#/world/first-light?seed=7" });
    const { page } = lab;
    await hold(page);
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await page.getByRole("button", { name: /^One event|^Step/ }).first().click();
    await page.getByRole("button", { name: "Miami: Withdraw" }).click();
    await page.getByRole("button", { name: "To convergence" }).click();
    const mine = await fingerprint(page);
    const { dialog, link } = await shared(page);
    assert.match(link, /#\/world\/first-light\?run=v1\.[\w-]+$/);
    assert.ok(await dialog.getByRole("img", { name: "QR code of the link" }).isVisible());
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.id), "share-open");

    const path = link.slice(lab.server.address.length);
    const other = await play(browser, { ...PHONE, locale: "en-GB" }, { path });
    await other.page.getByRole("button", { name: "Log", exact: true }).tap();
    assert.equal(await fingerprint(other.page), mine);
    assert.equal(await other.page.locator(".notice").count(), 0);
    assertClean(lab);
    assertClean(other);
    await other.close();
    await lab.close();
  });

  it("copies the link, or selects it where the browser forbids", async () => {
    const context = { ...DESKTOP, permissions: ["clipboard-read", "clipboard-write"] };
    const lab = await play(browser, context);
    const { dialog, link } = await shared(lab.page);
    await dialog.getByRole("button", { name: "Copy link" }).click();
    await dialog.getByText("Copied.").waitFor();
    assert.equal(await lab.page.evaluate(() => navigator.clipboard.readText()), link);
    await lab.close();

    const first = () => Object.defineProperty(navigator, "clipboard", { value: undefined });
    const without = await play(browser, DESKTOP, { first });
    const { dialog: form } = await shared(without.page);
    await form.getByRole("button", { name: "Copy link" }).click();
    await form.getByText("press Ctrl+C").waitFor();
    const selected = await without.page.evaluate(() => {
      const { selectionStart, selectionEnd, value } = document.activeElement;
      return selectionStart === 0 && selectionEnd === value.length;
    });
    assert.ok(selected, "the link is selected");
    assertClean(without);
    await without.close();
  });

  const HOSTILE = {
    "v9.abc": "newer lab",
    "v1.": "damaged",
    "v1.AAAA*": "does not belong there",
    nothing: "does not begin with a version",
    [`v1.${"A".repeat(40_000)}`]: "at most 32",
    "v1.VviI4n2P0QqDMAxF_yXPKVhtzeqviA-FVC11DThBhvjv64TtZbCX": "damaged",
  };
  for (const [run, told] of Object.entries(HOSTILE)) {
    it(`explains the run “${run.slice(0, 12)}” and opens its world`, async () => {
      const lab = await play(browser, DESKTOP, { path: `#/world/med-order?run=${run}` });
      const card = lab.page.locator(".notice");
      await card.getByText(told).waitFor();
      await lab.page.getByRole("button", { name: "Stockholm: Withdraw" }).waitFor();
      await card.getByRole("button", { name: "Close this note" }).click();
      await card.waitFor({ state: "detached" });
      assertClean(lab);
      await lab.close();
    });
  }
});

describe("addresses", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("apply their parameters", async () => {
    const path = "#/world/first-light?lang=zh&theme=projector&motion=reduced&palette=grey&seed=5";
    const lab = await play(browser, DESKTOP, { path });
    const { page } = lab;
    await page.getByRole("button", { name: "分享" }).waitFor();
    assert.equal(await root(page, "theme"), "projector");
    assert.equal(await root(page, "motion"), "reduced");
    assert.equal(await root(page, "palette"), "grey");
    await page.locator("details.run summary").click();
    await page.locator("details.run dd", { hasText: /^5$/ }).waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("open a step of a lesson by name and by number, and name the steps there are", async () => {
    const lab = await play(browser, DESKTOP, { path: "#/lesson/withdraw/3" });
    const title = lab.page.locator(".lesson h1").first();
    const third = await title.textContent();
    const { link } = await shared(lab.page);
    assert.match(link, /#\/lesson\/withdraw\/[a-z0-9-]+$/);
    await lab.close();
    const again = await play(browser, DESKTOP, { path: link.slice(link.indexOf("#")) });
    assert.equal(await again.page.locator(".lesson h1").first().textContent(), third);
    await again.close();
    const none = await play(browser, DESKTOP, { path: "#/lesson/withdraw/99?seed=3" });
    await none.page.locator(".notice").getByText("has no step “99”").waitFor();
    await none.page.locator(".notice").getByText("seed does not apply here").waitFor();
    await none.close();
  });

  it("tell all that is wrong with their parameters, and apply the rest", async () => {
    const path = "#/world/first-light?lang=fr&colour=red&speed=7&theme=light";
    const lab = await play(browser, DESKTOP, { path });
    const card = lab.page.locator(".notice");
    await card.getByText("lang cannot be “fr”").waitFor();
    assert.equal(await card.getByRole("listitem").count(), 3);
    assert.equal(await root(lab.page, "theme"), "light");
    await lab.close();
  });

  for (const size of [DESKTOP, PHONE]) {
    it(`show one panel alone, or none, at ${size.viewport.width} pixels`, async () => {
      const lab = await play(browser, size, { path: "#/world/first-light?embed=1" });
      await lab.page.locator(".map").waitFor();
      for (const hidden of [".bar", ".lesson", ".pops", ".log", ".tabs"]) {
        assert.equal(await lab.page.locator(hidden).isVisible(), false, hidden);
      }
      assert.ok((await lab.page.locator(".map").boundingBox()).height > size.viewport.height * 0.6);
      await lab.close();
      for (const only of ["lesson", "pops", "log"]) {
        const shown = `.${only}`;
        const one = await play(browser, size, { path: `#/world/first-light?only=${only}` });
        await one.page.locator(shown).waitFor();
        const box = await one.page.locator(shown).boundingBox();
        assert.ok(box.height > size.viewport.height * 0.7, `${only} fills the page`);
        assert.equal(await one.page.locator(".map").isVisible(), false);
        await one.close();
      }
    });
  }
});

describe("settings and what is stored", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("hold at once and on later visits, and not where the address wished", async () => {
    const lab = await play(browser, DESKTOP, { path: "?#/world/med-order?theme=projector" });
    const { page } = lab;
    await page.getByRole("button", { name: "Settings" }).click();
    const dialog = page.getByRole("dialog", { name: "Settings" });
    assert.ok(await dialog.getByRole("radio", { name: /projector/ }).isChecked());
    await dialog.getByRole("radio", { name: "dark" }).check();
    await dialog.getByRole("radio", { name: "reduced" }).check();
    assert.equal(await root(page, "theme"), "dark");
    await dialog.getByRole("radio", { name: "中文" }).check();
    await page.getByRole("dialog", { name: "设置" }).waitFor();
    await page.keyboard.press("Escape");
    await page.goto(`${lab.server.address}?again`);
    await page.getByRole("button", { name: "设置" }).waitFor();
    assert.equal(await root(page, "theme"), "dark");
    assert.equal(await root(page, "motion"), "reduced");
    assertClean(lab);
    await lab.close();
  });

  it("leave alone what a newer version stored, and put aside what is damaged", async () => {
    const newer = '{"format":"anycast-lab/progress/7","lessons":[1,2,3]}';
    const first = (newer) => {
      if (localStorage.length > 0) return;
      localStorage.setItem("anycast-lab.progress", newer);
      localStorage.setItem("anycast-lab.settings", "\u0000 theme=dark");
    };
    const lab = await play(browser, DESKTOP, { first: `(${first})(${JSON.stringify(newer)})` });
    const card = lab.page.locator(".notice");
    await card.getByText("A newer version of the lab").waitFor();
    await card.getByText("was put aside").waitFor();
    await lab.page.goto(`${lab.server.address}#/lesson/withdraw`);
    await lab.page.locator(".lesson h1").waitFor();
    await lab.page.locator("[data-act='lesson-next']").click();
    const stored = await lab.page.evaluate(() => ({ ...localStorage }));
    assert.equal(stored["anycast-lab.progress"], newer);
    assert.match(stored["anycast-lab.progress.1"], /progress\/2/);
    assert.equal(stored["anycast-lab.settings.set-aside.1"], "\u0000 theme=dark");
    assert.equal(stored["anycast-lab.settings"], undefined);
    await lab.close();
  });

  it("tells what happened when something breaks, with a report to copy", async () => {
    const context = { ...DESKTOP, permissions: ["clipboard-read", "clipboard-write"] };
    const lab = await play(browser, context, { path: "#/world/first-light?lang=zh&seed=7" });
    const { page } = lab;
    await page.locator(".pops td.act button").first().click();
    // What the program relies on most: that elements can be made.
    await page.evaluate(() => {
      const make = Document.prototype.createElement;
      const broken = (name) => name.toLowerCase() === "fieldset";
      Document.prototype.createElement = function (name, ...rest) {
        if (broken(name)) throw new Error("no fieldset today");
        return make.call(this, name, ...rest);
      };
    });
    await page.locator("#settings-open").click();
    const card = page.locator("dialog#crash[open]");
    await card.getByRole("heading").waitFor();
    await card.getByRole("button", { name: "复制报告" }).click();
    await card.getByText("已复制。").waitFor();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(report, /panicked at/);
    assert.match(report, /Browser: Mozilla/);
    const run = report.match(/^Run: (.*)$/m)[1];
    await lab.close();
    const path = run.slice(run.indexOf("#"));
    const again = await play(browser, DESKTOP, { path });
    await again.page.getByRole("button", { name: "Los Angeles: Announce" }).waitFor();
    assert.equal(await again.page.locator(".notice").count(), 0);
    await again.close();
  });

  for (const width of [390, 768]) {
    it(`has room for every tab at ${width} pixels`, async () => {
      for (const lang of ["en", "zh"]) {
        const size = { ...PHONE, viewport: { width, height: 844 } };
        const lab = await play(browser, size, { path: `#/world/first-light?lang=${lang}` });
        const last = lab.page.locator(".tabs button").last();
        await last.waitFor();
        const box = await last.boundingBox();
        assert.ok(box.x + box.width <= width, `the last tab ends at ${box.x + box.width}`);
        await lab.close();
      }
    });
  }

  for (const size of [DESKTOP, PHONE]) {
    for (const lang of ["xx-long", "xx-x"]) {
      it(`has room for ${lang} at ${size.viewport.width} pixels`, async () => {
        const lab = await play(browser, size, { path: `#/world/first-light?lang=${lang}` });
        const { page } = lab;
        await page.locator(".lesson-list li").first().waitFor();
        assert.equal(await overhang(page), 0);
        for (const dialog of ["share", "settings"]) {
          await page.locator(`#${dialog}-open`).click();
          await page.locator(`dialog#${dialog}[open]`).waitFor();
          assert.deepEqual(await clipped(page), []);
          await page.keyboard.press("Escape");
        }
        assert.deepEqual(await clipped(page), []);
        await lab.close();
      });
    }
  }
});

/** Buttons, links and fields whose words do not fit, or that stick out of the window. */
function clipped(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const found = [];
    for (const it of document.querySelectorAll("button, a.button, summary, legend, h1, h2, h3")) {
      const box = it.getBoundingClientRect();
      const isShown = box.width > 1 && box.height > 1 && it.checkVisibility();
      if (!isShown || it.closest(".map-objects, .only-read")) continue;
      // A table wider than its panel is scrolled there, and so are tabs of twice their length.
      if (it.closest("table, .tabs")) continue;
      const style = getComputedStyle(it);
      const isCut = it.scrollWidth > it.clientWidth + 1 && style.textOverflow !== "ellipsis";
      if (it.clientWidth > 0 && isCut) found.push(`cut: ${it.textContent.slice(0, 40)}`);
      if (box.left < -1 || box.right > wide + 1) found.push(`out: ${it.textContent.slice(0, 40)}`);
    }
    return found;
  });
}
