// Measures script time per frame in atlas, with a convergence under way and many packets.
//
//     node frames.mjs            1,000 and 10,000 packets
//     node frames.mjs 1000       so many packets
//
// LAB_DIST names the built folder; build it with `cargo xtask build`, a quick build is slower.

import assert from "node:assert/strict";
import { launch, open, untilUp } from "./lab.mjs";

/** How long frames are counted, in milliseconds. */
const COUNTED_MS = 6_000;
/** Budgets in milliseconds at the 95th percentile, by packets. */
export const BUDGETS = { 1000: 4, 10000: 8 };
/** About how long a query and its answer are under way in atlas, in seconds. */
const UNDER_WAY_S = 0.026;

/** Counts what the page's script does in each frame, reactive updates after it included. */
function countFrames() {
  globalThis.labFrames = [];
  const request = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) => {
    let began = 0;
    const handle = request((now) => {
      began = performance.now();
      callback(now);
    });
    // Called next in the same frame, when everything that the callback left to do is done.
    request(() => globalThis.labFrames.push(performance.now() - began));
    return handle;
  };
}

/** The shortest interval that a scenario may ask for, in microseconds. */
const LEAST_INTERVAL_US = 10_000;

/**
 * Has the world's client networks ask so often that so many packets are under way; where that is
 * not often enough, their ways take longer.
 */
function busier(packets) {
  return async (route) => {
    const response = await route.fetch();
    const world = await response.json();
    const interval = (world.clients.length * UNDER_WAY_S * 1e6) / packets;
    world.timing.client_interval_us = Math.max(LEAST_INTERVAL_US, Math.round(interval));
    const longer = Math.max(1, LEAST_INTERVAL_US / interval);
    for (const link of world.links) link.delay_us = Math.round(link.delay_us * longer);
    await route.fulfill({ response, json: world });
  };
}

const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Frames in atlas while a PoP's withdrawal is converged upon, with so many packets. */
export async function measureFrames(browser, packets) {
  const lab = await open(browser, {
    path: "#/world/atlas",
    first: countFrames,
    route: ["**/scenarios/atlas.json", busier(packets)],
    context: { viewport: { width: 1440, height: 900 } },
  });
  const { page } = lab;
  await untilUp(page);
  await page.waitForTimeout(3_000);
  const withdraw = page.locator(".pops button.small").first();
  await withdraw.click({ timeout: 120_000 });
  await page.evaluate(() => {
    globalThis.labFrames.length = 0;
  });
  await page.waitForTimeout(COUNTED_MS);
  const frames = await page.evaluate(() => globalThis.labFrames);
  await page.locator(".air summary").click();
  await page.waitForTimeout(1_000);
  const said = await page.locator(".air p").textContent();
  await lab.close();
  const sorted = frames.toSorted((a, b) => a - b);
  return { said, count: sorted.length, median: at(sorted, 0.5), p95: at(sorted, 0.95) };
}

if (import.meta.filename === process.argv[1]) {
  const wanted = process.argv[2] ? [Number(process.argv[2])] : Object.keys(BUDGETS).map(Number);
  assert.ok(wanted.every((packets) => packets > 0), "how many packets?");
  const browser = await launch();
  for (const packets of wanted) {
    const { said, count, median, p95 } = await measureFrames(browser, packets);
    const budget = BUDGETS[packets] ? ` (budget ${BUDGETS[packets]} ms)` : "";
    console.log(
      `${packets} packets wanted: ${count} frames, median ${median.toFixed(1)} ms, ` +
        `95th percentile ${p95.toFixed(1)} ms${budget}. ${said}`,
    );
  }
  await browser.close();
}
