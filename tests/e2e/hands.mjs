// What a learner's hands can do, in Chromium and in Firefox alike: look, click with the mouse what
// can be seen and is not covered, press keys, choose from lists. Things are named by selectors that
// no language changes; where a thing has none, by the words on it, as the world's file has them.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { DESKTOP, DIST, launch, left, open } from "./lab.mjs";
import { serve } from "./server.mjs";

const FIREFOXES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];
/** How long anything may take that is waited for, and how often one looks. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 40;
/** How long one tries to press what was seen, before one looks again. */
const GRASP_MS = 2_000;

/** Waits a moment before one looks again. */
export const pause = (ms = LOOK_MS) => new Promise((resolve) => setTimeout(resolve, ms));

/** The browsers: how each is started, and how a page of its own is opened. */
export const BROWSERS = {
  Chromium: {
    launch,
    async open(browser, path) {
      const lab = await open(browser, { path, context: DESKTOP });
      const choose = (css, value) => lab.page.selectOption(css, value);
      return new Hands(lab, choose);
    },
  },
  Firefox: {
    launch: () =>
      puppeteer.launch({
        browser: "firefox",
        executablePath: process.env.LAB_FIREFOX ?? FIREFOXES.find((it) => existsSync(it)),
        defaultViewport: DESKTOP.viewport,
      }),
    async open(browser, path) {
      const lab = await openInFirefox(browser, path);
      return new Hands(lab, (css, value) => lab.page.select(css, value));
    },
  },
};

/** The same that `open` of lab.mjs returns, as far as it is needed here. */
async function openInFirefox(browser, path) {
  const server = await serve(DIST, {});
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const problems = [];
  page.on("console", (said) => {
    if (said.type() === "error") problems.push(`console: ${said.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`page error: ${error}`));
  page.on("request", (request) => {
    const isOurs = [server.address, "data:", "blob:"].some((it) => request.url().startsWith(it));
    if (!isOurs) problems.push(`off our address: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  await page.evaluateOnNewDocument(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.violations.push(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(server.address + path);
  const lab = {
    page,
    problems,
    async close() {
      left.delete(lab);
      await context.close();
      await server.close();
    },
  };
  left.add(lab);
  return lab;
}

/** Finds the only thing that `css` and `words` name, to be called in the page. */
function look({ css, words, isExact, isTarget }) {
  const says = ({ textContent }) =>
    !words || (isExact ? textContent.trim() === words : textContent.includes(words));
  const all = [...document.querySelectorAll(css)];
  const shown = all.filter((it) => it.getClientRects().length > 0 && says(it));
  if (shown.length !== 1) return { problem: `${shown.length} shown of ${all.length}` };
  const [it] = shown;
  if (it.matches(":disabled")) return { problem: "disabled" };
  if (isTarget) {
    const middle = () => {
      const { left, top, width, height } = it.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    };
    const isInWindow = ([x, y]) => x > 0 && y > 0 && x < innerWidth && y < innerHeight;
    const isThere = () => {
      const at = isInWindow(middle()) ? document.elementFromPoint(...middle()) : null;
      return at && (it.contains(at) || at.closest("label")?.contains(it));
    };
    if (!isThere()) it.scrollIntoView({ block: "center", behavior: "instant" });
    if (!isThere()) {
      const over = document.elementFromPoint(...middle());
      return { problem: `covered by ${over?.outerHTML.slice(0, 120)}` };
    }
  }
  return { place: all.indexOf(it) };
}

/** Hands on a page. */
export class Hands {
  constructor(lab, choose) {
    Object.assign(this, { lab, choose, page: lab.page });
  }

  /** Looks until there is something to see, and says what it is. */
  async until(what, see, about, patience = PATIENCE_MS) {
    const end = Date.now() + patience;
    for (;;) {
      const seen = await this.page.evaluate(see, about);
      if (seen) return seen;
      if (Date.now() > end) return assert.fail(`in vain: ${what}`);
      await pause();
    }
  }

  /** Waits until this is shown; it may be disabled. */
  async shown(css) {
    const see = (css) =>
      [...document.querySelectorAll(css)].some((it) => it.getClientRects().length > 0);
    await this.until(`${css} is shown`, see, css);
  }

  /** Whether this is shown now. */
  async has(css) {
    const see = (css) =>
      [...document.querySelectorAll(css)].some((it) => it.getClientRects().length > 0);
    return this.page.evaluate(see, css);
  }

  /**
   * Clicks with the mouse in the middle of the only thing shown that `css` names and that says
   * `words`, once it is there, enabled and not covered; not any more, once `unless` says so.
   */
  async click(css, { words = "", isExact = false, unless } = {}) {
    const end = Date.now() + PATIENCE_MS;
    while (!(await unless?.())) {
      const asked = { css, words, isExact, isTarget: true };
      let { place, problem } = await this.page.evaluate(look, asked);
      if (problem === undefined) {
        const handle = (await this.page.$$(css))[place];
        try {
          return await handle.click({ timeout: GRASP_MS });
        } catch (error) {
          // What is drawn anew while one reaches for it is gone: reach again.
          problem = error.message;
        }
      }
      if (Date.now() > end) assert.fail(`cannot click ${css} “${words}”: ${problem}`);
      await pause();
    }
  }

  /** Types a number into an empty field. */
  async type(css, text) {
    await this.click(css);
    await this.page.keyboard.type(text);
  }

  /** Moves the focus; puppeteer’s own way knows nothing of what is drawn on a map. */
  async focus(css) {
    await this.page.evaluate((css) => document.querySelector(css).focus(), css);
  }

  /** Opens what stands on the map, by the keyboard. */
  async select(thing) {
    await this.shown(thing);
    const isOpen = (css) => document.querySelector(css)?.getAttribute("aria-pressed") === "true";
    if (!(await this.page.evaluate(isOpen, thing))) {
      await this.focus(thing);
      await this.page.keyboard.press("Enter");
    }
    await this.until(`${thing} is selected`, isOpen, thing);
    await this.shown('[data-panel="routes"] .card');
  }

  /** Opens the bench of this name; above a card that stands before it, that closes the card. */
  async bench(name) {
    const isChosen = (css) => document.querySelector(css)?.getAttribute("aria-pressed") === "true";
    const button = `button[data-bench="${name}"]`;
    if (await this.has('[data-panel="routes"] .card')) {
      await this.click(`button[data-to-bench="${name}"]`);
    } else if (!(await this.page.evaluate(isChosen, button))) await this.click(button);
    await this.until(`${button} is pressed`, isChosen, button);
  }

  /** Unfolds what is folded away, if it is. */
  async unfold(fold) {
    await this.shown(fold);
    const isOpen = (css) => document.querySelector(css)?.open;
    if (!(await this.page.evaluate(isOpen, fold))) await this.click(`${fold} > summary`);
    await this.until(`${fold} is unfolded`, isOpen, fold);
  }

  /** Opens what a button opens, if it is closed. */
  async expand(css) {
    await this.shown(css);
    const isOpen = (css) => document.querySelector(css)?.getAttribute("aria-expanded") === "true";
    if (!(await this.page.evaluate(isOpen, css))) await this.click(css);
    await this.until(`${css} is expanded`, isOpen, css);
  }

  /** The selector of the only line of a list that says this. */
  async line(css, words) {
    const find = ({ css, words }) => {
      const lines = [...document.querySelectorAll(css)];
      const found = lines.filter((it) => it.textContent.includes(words));
      return found.length === 1 ? 1 + [...found[0].parentNode.children].indexOf(found[0]) : null;
    };
    const place = await this.until(`a line with ${words}`, find, { css, words });
    return `${css}:nth-child(${place})`;
  }

  /** Picks the entry of a list that says this. */
  async pick(list, words) {
    const css = `select[data-pick="${list}"]`;
    await this.shown(css);
    const find = ({ css, words }) => {
      const entries = [...document.querySelector(css).options];
      const exact = entries.filter((it) => it.textContent.trim() === words);
      const alike = entries.filter((it) => it.textContent.includes(words));
      const found = exact.length > 0 ? exact : alike;
      return found.length === 1 ? found[0].value : null;
    };
    const value = await this.until(`${css} offers ${words}`, find, { css, words });
    await this.choose(css, value);
  }

  /** Sets how fast time runs, by the slider, with the arrow keys. */
  async speed(label) {
    const slider = ".speed-slider input";
    const ranks = (label) => {
      const options = [...document.querySelector("select.speed").options];
      return {
        now: Number(document.querySelector(".speed-slider input").value),
        wanted: Number(options.find((it) => it.textContent.trim() === label)?.value),
      };
    };
    const { now, wanted } = await this.page.evaluate(ranks, label);
    assert.ok(Number.isInteger(wanted), `no such speed: ${label}`);
    await this.focus(slider);
    const key = now < wanted ? "ArrowRight" : "ArrowLeft";
    for (let left = Math.abs(wanted - now); left > 0; left -= 1) {
      await this.page.keyboard.press(key);
    }
  }

  /** Fails with every problem seen, and closes the page. */
  async leave() {
    const violations = await this.page.evaluate(() => globalThis.violations ?? []);
    assert.deepEqual([...this.lab.problems, ...violations], []);
    await this.lab.close();
  }
}
