// The page opens in Firefox too, whose policy checks and engine are not Chromium's.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import puppeteer from "puppeteer-core";
import { DIST } from "./lab.mjs";
import { serve } from "./server.mjs";

const FIREFOXES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

describe("Firefox", () => {
  it("opens at /a/b/ with no error, no violation and no request off the origin", async () => {
    const server = await serve(DIST, { base: "/a/b/" });
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: process.env.LAB_FIREFOX ?? FIREFOXES.find((program) => existsSync(program)),
    });
    try {
      const page = await browser.newPage();
      const problems = [];
      page.on("console", (said) => {
        if (said.type() === "error") problems.push(`console: ${said.text()}`);
      });
      page.on("pageerror", (error) => problems.push(`page error: ${error}`));
      page.on("request", (request) => {
        // Firefox itself reads fonts from data: addresses; those leave the machine for nowhere.
        const isOurs = [server.address, "data:"].some((start) => request.url().startsWith(start));
        if (!isOurs) problems.push(`off our address: ${request.url()}`);
      });
      await page.evaluateOnNewDocument(() => {
        globalThis.violations = [];
        document.addEventListener("securitypolicyviolation", (event) => {
          globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await page.goto(server.address);
      await page.waitForFunction(() => !document.getElementById("boot"), { timeout: 60_000 });
      await page.waitForSelector("canvas");
      assert.deepEqual(problems, []);
      assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
