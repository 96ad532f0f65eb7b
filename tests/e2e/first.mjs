// Records which functions run until the page is up, in its first seconds, and whenever something is
// pressed then, which is done at once or waits for the whole program: those are what
// `cargo xtask build` puts into the first part of the program. The page that LAB_DIST names has
// been built so that every function reports its number; LAB_MARKS holds their marks in order.

import { readFile, writeFile } from "node:fs/promises";
import { launch, open, untilUp } from "./lab.mjs";

// Both languages and themes, both sizes: whoever comes first should not have to wait.
const VISITS = [
  { viewport: { width: 1440, height: 900 }, colorScheme: "dark", locale: "en-GB" },
  {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: "light",
    locale: "zh-CN",
  },
];
const WATCHED_MS = 2_000;

/** Presses what there is to press: none of it may hold the page up. */
async function pressAll(page) {
  await page.locator(".transport-play").click();
  await page.locator(".map-legend summary").click();
  const { x, y, width, height } = await page.locator(".map").boundingBox();
  await page.mouse.move(x + width / 2, y + height / 3);
  await page.mouse.wheel(0, -120);
  await page.mouse.down();
  await page.mouse.move(x + width / 3, y + height / 2, { steps: 3 });
  await page.mouse.up();
  await page.mouse.click(x + width / 3, y + height / 2);
  const mark = page.locator('[data-thing^="n"]').first();
  await mark.click({ force: true });
  await mark.focus();
  for (const key of ["ArrowRight", "Enter"]) await page.keyboard.press(key);
  const buttons = [".call .is-primary", ".bar button", ".tabs button", ".map-controls button"];
  for (const button of await page.locator(buttons.join()).all()) {
    if ((await button.isVisible()) && (await button.isEnabled())) await button.click();
  }
}

const marks = (await readFile(process.env.LAB_MARKS, "utf8")).trimEnd().split("\n");
const ran = new Set();
const browser = await launch();
for (const context of VISITS) {
  const lab = await open(browser, {
    context,
    first: () => {
      globalThis.labRan = new Set();
      for (const name of ["instantiate", "instantiateStreaming"]) {
        const original = WebAssembly[name];
        WebAssembly[name] = (source, imports) => {
          imports.lab_marks = { ran: (number) => globalThis.labRan.add(number) };
          return original.call(WebAssembly, source, imports);
        };
      }
      // What comes after the page is up is not recorded: lessons, and whoever reads them. But that
      // one waits for it, and that it may not come.
      const coming = new Promise((_, reject) => (globalThis.labFails = reject));
      globalThis.labRest = { bring: () => coming };
    },
  });
  await untilUp(lab.page);
  await lab.page.waitForTimeout(WATCHED_MS);
  await pressAll(lab.page);
  await lab.page.evaluate(() => globalThis.labFails());
  await lab.page.locator(".transport-play").click();
  await lab.page.waitForTimeout(500);
  for (const number of await lab.page.evaluate(() => [...globalThis.labRan])) {
    ran.add(marks[number]);
  }
  await lab.close();
}
await browser.close();

const head = "# Functions that run until the page is up; written by `cargo xtask first`.\n";
await writeFile(process.env.LAB_LIST, `${head}${[...ran].sort().join("\n")}\n`);
console.log(`${ran.size} of ${new Set(marks).size} functions run until the page is up`);
