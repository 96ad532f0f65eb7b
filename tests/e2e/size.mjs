// Weighs everything that a first visit loads: raw, gzip and brotli bytes. What the page needs to
// be up is weighed apart from what follows while the learner looks around.
//
// What is loaded is not guessed: a real browser opens the page, and its requests are counted.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { assertClean, DIST, launch, open, untilUp } from "./lab.mjs";

// All that opens the page: the page itself, program, styles, land, words and the first world.
const MOST_AT_FIRST = 350 * 1000;

const browser = await launch();
const lab = await open(browser);
await untilUp(lab.page);
await lab.page.waitForFunction(() => performance.getEntriesByName("lab-up").length > 0);
await lab.page.waitForLoadState("networkidle");
const { began, wasMissed } = await lab.page.evaluate(() => {
  const up = performance.getEntriesByName("lab-up")[0].startTime;
  const files = performance.getEntriesByType("resource");
  return {
    began: files.map(({ name, startTime }) => ({ url: name, isFirst: startTime < up })),
    wasMissed: performance.getEntriesByName("lab-rest-missed").length > 0,
  };
});
const pathOf = (url) => new URL(url).pathname.slice(1) || "index.html";
const first = new Set(["index.html"]);
const paths = new Set(["index.html"]);
for (const { url, isFirst } of began.filter(({ url }) => url.startsWith(lab.server.address))) {
  paths.add(pathOf(url));
  if (isFirst && !/_rest\.wasm$/.test(url)) first.add(pathOf(url));
}
assertClean(lab);
await lab.close();
await browser.close();

const rows = [];
for (const path of paths) {
  const bytes = await readFile(join(DIST, path));
  rows.push({
    path,
    isFirst: first.has(path),
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }).length,
  });
}
rows.sort((a, b) => b.brotli - a.brotli);
const total = (path, some) => {
  const sum = (key) => some.reduce((all, row) => all + row[key], 0);
  return { path, raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
};
const opening = rows.filter(({ isFirst }) => isFirst);
const following = rows.filter(({ isFirst }) => !isFirst);
const toOpen = total("until the page is up", opening);
const inAll = total("in all", rows);

const cell = (value) => value.toLocaleString("en").padStart(12);
const line = ({ path, raw, gzip, brotli }) =>
  `${path.padEnd(56)}${cell(raw)}${cell(gzip)}${cell(brotli)}`;
console.log(`${"file".padEnd(56)}${cell("raw")}${cell("gzip")}${cell("brotli")}`);
for (const row of opening) console.log(line(row));
console.log(line(toOpen));
for (const row of following) console.log(line(row));
console.log(line(inAll));

if (process.env.LAB_SIZE_JSON) {
  await writeFile(process.env.LAB_SIZE_JSON, JSON.stringify({ rows, toOpen, inAll }, undefined, 2));
}
if (toOpen.brotli > MOST_AT_FIRST) {
  console.error(`more than ${MOST_AT_FIRST.toLocaleString("en")} bytes of brotli open the page`);
  process.exitCode = 1;
}
if (wasMissed) {
  console.warn("The page could not open without the rest: `cargo xtask first` records it anew.");
}
