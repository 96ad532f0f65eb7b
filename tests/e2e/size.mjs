// Weighs everything that a first visit loads: raw, gzip and brotli bytes.
//
// What is loaded is not guessed: a real browser opens the page, and its requests are counted.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { assertClean, DIST, launch, open, untilUp } from "./lab.mjs";

// The aim was 600,000. Policies, clocks, profiles and the looking glass brought some 160,000, a
// good part of it readers derived by serde: to be won back, not to be added to.
const MOST_BROTLI = 660 * 1000;

const browser = await launch();
const lab = await open(browser);
await untilUp(lab.page);
await lab.page.waitForLoadState("networkidle");
const paths = new Set(
  lab.requests
    .filter((url) => url.startsWith(lab.server.address))
    .map((url) => new URL(url).pathname.slice(1) || "index.html"),
);
assertClean(lab);
await lab.close();
await browser.close();

const rows = [];
for (const path of paths) {
  const bytes = await readFile(join(DIST, path));
  rows.push({
    path,
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
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const total = { path: "total", raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };

const cell = (value) => value.toLocaleString("en").padStart(12);
const line = ({ path, raw, gzip, brotli }) =>
  `${path.padEnd(56)}${cell(raw)}${cell(gzip)}${cell(brotli)}`;
console.log(`${"file".padEnd(56)}${cell("raw")}${cell("gzip")}${cell("brotli")}`);
for (const row of rows) console.log(line(row));
console.log(line(total));

if (process.env.LAB_SIZE_JSON) {
  await writeFile(process.env.LAB_SIZE_JSON, JSON.stringify({ rows, total }, undefined, 2));
}
if (total.brotli > MOST_BROTLI) {
  console.error(`more than ${MOST_BROTLI.toLocaleString("en")} bytes of brotli in a first visit`);
  process.exitCode = 1;
}
