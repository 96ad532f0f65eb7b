// Records which functions run until the page is up, in its first seconds, and when time is stopped
// (what `Bridge::send` lets through before the whole program is here): those are what
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
  await lab.page.locator(".transport-play").click();
  await lab.page.locator(".call .is-primary").click();
  await lab.page.locator("#share-open").click();
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
