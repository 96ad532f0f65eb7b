// Pictures for people to look at: two sizes, two themes, two languages, into out/.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch, open, untilUp } from "./lab.mjs";

const OUT = fileURLToPath(new URL("out/", import.meta.url));
const SIZES = [
  { name: "desktop", viewport: { width: 1440, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
];

await mkdir(OUT, { recursive: true });
const browser = await launch();
for (const { name, ...size } of SIZES) {
  for (const colorScheme of ["dark", "light"]) {
    for (const [language, locale] of [["en", "en-GB"], ["zh", "zh-CN"]]) {
      const lab = await open(browser, {
        path: process.argv[2] ?? "",
        context: { ...size, colorScheme, locale },
      });
      await untilUp(lab.page).catch((error) => console.error(String(error)));
      await lab.page.waitForTimeout(1500);
      const file = `${OUT}${name}-${colorScheme}-${language}.png`;
      await lab.page.screenshot({ path: file });
      console.log(file, ...lab.problems);
      await lab.close();
    }
  }
}
await browser.close();
