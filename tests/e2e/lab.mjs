// Opens the built lab in Debian's Chromium and watches for everything that must not happen.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The built page: what xtask says, else the quick build, else the release build. */
export const DIST =
  process.env.LAB_DIST ??
  [`${HERE}../../target/page`, `${HERE}../../dist`].find((folder) => existsSync(folder));

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Labs that are open: a walk that fails halfway leaves its own (`left.mjs`). */
export const left = new Set();

export async function launch() {
  return chromium.launch({
    executablePath: process.env.LAB_CHROMIUM ?? BROWSERS.find((program) => existsSync(program)),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/**
 * Serves the lab, opens a page on it and returns both, with `problems`: console errors, page
 * errors, failed and refused requests, requests off the origin, violations of the policy.
 *
 * Options: `base` and `path` of the address; `refuse(path)`, what the server hides; `first`, a
 * script before the page's own; `route`, a request answered otherwise; `context`, the browser's;
 * `slowly(page)`, done before the page is gone to; `isPacked`, whether files travel as brotli.
 */
export async function open(browser, options = {}) {
  const { base = "/", path = "", refuse, first, route, context = {}, slowly, isPacked } = options;
  assert.ok(DIST, "no built page: run `cargo xtask build`, or set LAB_DIST");
  const server = await serve(DIST, { base, refuse, isPacked });
  const tab = await browser.newContext({ locale: "en-GB", ...context });
  const page = await tab.newPage();
  const problems = [];
  const requests = [];
  await watch(page, server.origin, problems, requests);
  if (first) await page.addInitScript(first);
  if (route) await page.route(...route);
  // Packing the program for the first visit takes long.
  if (isPacked) page.setDefaultTimeout(180_000);
  if (slowly) await slowly(page);
  await page.goto(server.address + path);
  const lab = {
    server,
    page,
    tab,
    problems,
    requests,
    async close() {
      left.delete(lab);
      await tab.close();
      await server.close();
    },
  };
  left.add(lab);
  return lab;
}

async function watch(page, origin, problems, requests) {
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`page error: ${error}`));
  page.on("request", (request) => {
    const url = request.url();
    requests.push(url);
    const isOurs = [`${origin}/`, "data:", "blob:"].some((start) => url.startsWith(start));
    if (!isOurs) problems.push(`off the origin: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  await page.exposeFunction("labPolicyViolation", (text) => problems.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.labPolicyViolation(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
}

export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Opens the lab in a browser's context, and waits until it is up. */
export async function play(browser, context, options = {}) {
  const lab = await open(browser, { context, ...options });
  await untilUp(lab.page);
  return lab;
}

/** Shows the panel behind a tab, by its number from 0, in a window so small that there are tabs. */
export async function showTab(page, number) {
  if (page.viewportSize().width >= 1_200) return;
  await page.locator(".tabs button").nth(number).click();
}

/** How many pixels of the page stick out of the window, sideways. */
export async function overhang(page) {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Waits until the lab has taken the place of the loading text. */
export async function untilUp(page) {
  await page.locator("#boot").waitFor({ state: "detached", timeout: 60_000 });
}

/**
 * Waits until what follows the opened page has come, too: the list of worlds is its last file.
 * Whoever leaves the page before that cuts requests off, and they count as failed.
 */
export async function untilAllHasCome(page) {
  await page.waitForFunction(() =>
    performance
      .getEntriesByType("resource")
      .some(({ name }) => name.endsWith("scenarios/index.json")),
  );
}

/** Fails with every problem seen. */
export function assertClean({ problems }) {
  assert.deepEqual(problems, []);
}
