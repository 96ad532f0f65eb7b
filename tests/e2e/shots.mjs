// Pictures for people to look at, into out/: every screen in every theme, size and language, in
// Chromium; and in Firefox the screens that an address leads to.
//
// `cargo xtask shots [NAME…]` takes only the screens named.

import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { DESKTOP, DIST, launch, open, PHONE } from "./lab.mjs";
import { PICTURES, reach } from "./screens.mjs";
import { serve } from "./server.mjs";

const OUT = fileURLToPath(new URL("out/", import.meta.url));
const FIREFOXES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];
const SIZES = { desktop: DESKTOP, phone: PHONE };
const THEMES = ["dark", "light"];
const LANGUAGES = { en: "en-GB", zh: "zh-CN" };

const wanted = process.argv.slice(2);
const screens = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

/** Every look of every screen. */
function* looks() {
  for (const screen of screens) {
    for (const [size, shape] of Object.entries(SIZES)) {
      for (const theme of THEMES) {
        for (const [language, locale] of Object.entries(LANGUAGES)) {
          yield { screen, size, shape, theme, language, locale };
        }
      }
    }
  }
}

const fileOf = (browser, { screen, size, theme, language }) =>
  `${OUT}${screen.name}-${size}-${theme}-${language}-${browser}.png`;

async function chromium() {
  const browser = await launch();
  for (const look of looks()) {
    const { screen, shape, theme, locale } = look;
    const context = { ...shape, colorScheme: theme, locale };
    const lab = await open(browser, { path: screen.path, context });
    await reach(lab.page, screen).catch((error) => lab.problems.push(String(error)));
    await lab.page.waitForTimeout(1_200);
    await lab.page.screenshot({ path: fileOf("chromium", look) });
    console.log(fileOf("chromium", look), ...lab.problems);
    await lab.close();
  }
  await browser.close();
}

/** Firefox takes theme and language from its preferences: a browser for each pair of them. */
async function firefox() {
  const server = await serve(DIST, { base: "/" });
  for (const theme of THEMES) {
    for (const [language, locale] of Object.entries(LANGUAGES)) {
      const browser = await puppeteer.launch({
        browser: "firefox",
        executablePath: process.env.LAB_FIREFOX ?? FIREFOXES.find((program) => existsSync(program)),
        extraPrefsFirefox: {
          "ui.systemUsesDarkTheme": theme === "dark" ? 1 : 0,
          "intl.accept_languages": locale,
          "intl.locale.requested": locale,
        },
      });
      for (const look of looks()) {
        if (look.theme !== theme || look.language !== language || !look.screen.isPlain) continue;
        const page = await browser.newPage();
        const problems = [];
        page.on("pageerror", (error) => problems.push(String(error)));
        await page.setViewport(look.shape.viewport);
        await page.goto(server.address + look.screen.path);
        await page
          .waitForFunction(() => !document.getElementById("boot"), { timeout: 60_000 })
          .catch((error) => problems.push(String(error)));
        await new Promise((done) => setTimeout(done, 2_500));
        await page.screenshot({ path: fileOf("firefox", look) });
        console.log(fileOf("firefox", look), ...problems);
        await page.close();
      }
      await browser.close();
    }
  }
  await server.close();
}

if (screens.length === 0) {
  console.error(`no such screen; there are ${PICTURES.map(({ name }) => name).join(", ")}`);
  process.exitCode = 2;
} else {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  await chromium();
  await firefox();
}
