// Measures the page against its budgets of time and memory, and prints them as a table.
//
//     node budgets.mjs           LAB_DIST names the built folder: `cargo xtask budgets` builds it
//     node budgets.mjs hour      only some: up, frames, tasks, hour
//
// Times depend on the machine and on what else it does: they are printed, and nothing fails for
// them. That memory stays flat does not, and that no problem shows: without it, this fails.

import os from "node:os";
import { assertClean, DESKTOP, launch, open, untilUp } from "./lab.mjs";
import { BUDGETS, measureFrames } from "./frames.mjs";

/** Mbit/s and slowdown of the slow machine. */
const SLOW = { mbit: 1.6, times: 4 };
/** How long is played to see whether memory grows, in seconds of the page's time. */
const HOUR_S = 3_600;
/** At most so much longer than an hour at 100× takes, if the machine can't keep up. */
const MOST_REAL_S = 120;
/** What memory may grow by in the second half of the hour, in MB. */
const MOST_GROWTH_MB = 8;

const MB = 2 ** 20;
const row = (what, figure, budget) => console.log(`| ${what} | ${figure} | ${budget} |`);

/** When the page is up, in milliseconds since it was gone to. */
async function whenUp(browser, isSlow) {
  const slowly = async (page) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: (SLOW.mbit * 1e6) / 8,
      uploadThroughput: (SLOW.mbit * 1e6) / 8,
    });
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOW.times });
  };
  const lab = await open(browser, { context: DESKTOP, isPacked: true, ...(isSlow && { slowly }) });
  await untilUp(lab.page);
  const up = () => performance.getEntriesByName("lab-up")[0]?.startTime;
  const ms = await (await lab.page.waitForFunction(up)).jsonValue();
  assertClean(lab);
  await lab.close();
  return ms;
}

/** The median of some visits; files are packed when they are asked for first. */
async function interactive(browser, isSlow) {
  await whenUp(browser, false);
  const visits = [];
  for (let visit = 0; visit < 3; visit += 1) visits.push(await whenUp(browser, isSlow));
  return visits.toSorted((a, b) => a - b)[1];
}

/** Keeps long tasks, and the program's memory, within reach. */
function watch() {
  globalThis.labTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      globalThis.labTasks.push({ startTime, duration });
    }
  }).observe({ type: "longtask" });
  const keep = (made) => {
    globalThis.labMemory ??= (made.instance ?? made).exports?.memory;
    return made;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const make = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = (...given) => make(...given).then(keep);
  }
}

/** Where to click on something. */
async function middle(locator) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  return [x + width / 2, y + height / 2];
}

/**
 * The longest task of each thing done in atlas once it is up, in milliseconds. What is clicked is
 * looked for before: searching a page of thousands of elements for a name is a long task itself,
 * and nobody's but the test's.
 */
async function longTasks(browser) {
  const lab = await open(browser, { path: "#/world/atlas", context: DESKTOP, first: watch });
  const { page } = lab;
  await untilUp(page);
  await page.waitForTimeout(3_000);
  const longest = [];
  const during = async (name, deed) => {
    await page.waitForTimeout(500);
    const began = await page.evaluate(() => performance.now());
    await deed();
    await page.waitForTimeout(2_000);
    const tasks = await page.evaluate(() => globalThis.labTasks);
    const since = tasks.filter(({ startTime }) => startTime >= began);
    longest.push({ name, ms: Math.max(0, ...since.map(({ duration }) => duration)) });
  };
  const clicking = async (name, locator) => {
    if (!(await locator.isEnabled())) return;
    const [x, y] = await middle(locator);
    await during(name, () => page.mouse.click(x, y));
  };
  const button = (name) => page.getByRole("button", { name }).first();
  const close = page.locator(".inspect .close").first();
  await during("playing", () => page.waitForTimeout(1_000));
  await clicking("withdrawing", page.locator(".pops button.small").first());
  // Time stands still, so that there is some way to go.
  await button("Pause").click();
  await page.locator(".pops button.small").nth(1).click();
  await clicking("to convergence", button("To convergence"));
  await button("Play").click();
  await page.getByRole("slider", { name: "Moment shown" }).focus();
  await during("seeking", () => page.keyboard.press("Home"));
  await during("seeking on", () => page.keyboard.press("End"));
  await clicking("selecting a PoP", page.locator(".pops .link-button").nth(5));
  await clicking("closing its card", close);
  const clients = page.locator(".pops .twin").last();
  await clicking("selecting a client", clients.locator("button").first());
  await clicking("closing its card", close);
  await clicking("pinning", button("Pin this moment"));
  await clicking("undoing", button(/^Undo/));
  await clicking("opening the bench of floods", page.locator('button[data-bench="floods"]'));
  const automatic = page.locator('[data-act="console-automatic"]');
  await clicking("having PoPs withdraw by themselves", automatic);
  await page.locator('[data-pick="botnet"]').selectOption("1");
  await clicking("flooding", page.locator('[data-act="flood"]'));
  // One PoP after the other withdraws, and returns.
  await during("a flood with convergence", () => page.waitForTimeout(8_000));
  await clicking("closing the bench", page.locator('button[data-bench="pops"]'));
  await clicking("switching the language", page.locator(".bar button[lang]"));
  assertClean(lab);
  await lab.close();
  return longest;
}

/** Memory of the program and of JavaScript, in MB, once it is tidied up. */
async function memory(page, cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const js = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  const wasm = await page.evaluate(() => globalThis.labMemory?.buffer.byteLength ?? 0);
  return { js: js / MB, wasm: wasm / MB };
}

/** How long the page has played, in seconds of its own time. */
const played = (page) =>
  page.getByRole("slider", { name: "Moment shown" }).getAttribute("aria-valuenow").then(Number);

/** Memory at the beginning, the middle and the end of an hour at 100×, with PoPs that flap. */
async function hour(browser) {
  const path = "#/world/atlas?speed=100";
  const lab = await open(browser, { path, context: DESKTOP, first: watch });
  const { page } = lab;
  await untilUp(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const began = Date.now();
  const seen = [];
  for (const part of [0, 0.5, 1]) {
    while ((await played(page)) < part * HOUR_S * 1_000) {
      if (Date.now() - began > Math.max(part, 0.1) * MOST_REAL_S * 1_000) break;
      await page.locator(".pops button.small").first().click();
      await page.waitForTimeout(1_000);
    }
    seen.push({ ...(await memory(page, cdp)), at: (await played(page)) / 1_000 });
  }
  assertClean(lab);
  await lab.close();
  return seen;
}

// Named parts alone are measured: up, frames, tasks, hour.
const parts = process.argv.slice(2);
const isWanted = (part) => parts.length === 0 || parts.includes(part);
const browser = await launch();
const cpus = os.cpus();
console.log(`${cpus.length} × ${cpus[0].model}, load ${os.loadavg()[0].toFixed(1)} at the start\n`);
console.log("| what | figure | budget |\n|---|---|---|");
const ms = (figure) => `${figure < 10 ? figure.toFixed(1) : Math.round(figure)} ms`;
if (isWanted("up")) {
  row("page up", ms(await interactive(browser, false)), "1,000 ms");
  const slow = `page up, CPU ${SLOW.times} times slower, ${SLOW.mbit} Mbit/s`;
  row(slow, ms(await interactive(browser, true)), "3,000 ms");
}
for (const [packets, budget] of isWanted("frames") ? Object.entries(BUDGETS) : []) {
  const { median, p95, count } = await measureFrames(browser, Number(packets));
  const what = `script of a frame, ${Number(packets).toLocaleString("en")} packets`;
  row(what, `median ${ms(median)}, 95 % within ${ms(p95)} (${count} frames)`, ms(budget));
}
if (isWanted("tasks")) {
  const tasks = (await longTasks(browser)).toSorted((a, b) => b.ms - a.ms);
  const long = tasks.filter(({ ms: lasts }) => lasts > 0);
  const said = long.map(({ name, ms: lasts }) => `${name} ${ms(lasts)}`);
  row("longest tasks after loading", said.slice(0, 4).join(", ") || "below 50 ms", "50 ms");
}
if (isWanted("hour")) {
  const seen = await hour(browser);
  const sizes = (key) => seen.map((one) => one[key].toFixed(0)).join(", ");
  const times = seen.map(({ at }) => `${Math.round(at)} s`).join(", ");
  row(`memory of the program at ${times} of 100×`, `${sizes("wasm")} MB`, "flat");
  row("memory of JavaScript then", `${sizes("js")} MB`, "flat");
  const [, middle, end] = seen;
  for (const key of ["wasm", "js"]) {
    const growth = end[key] - middle[key];
    if (growth > MOST_GROWTH_MB) {
      console.error(`${key} grows by ${growth.toFixed(0)} MB in the second half of the hour`);
      process.exitCode = 1;
    }
  }
}
await browser.close();
