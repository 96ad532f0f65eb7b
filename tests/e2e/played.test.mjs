// Lessons played to their end by clicking, in two browsers and two languages: whatever their steps
// ask for can be done with what is on the page, and then their goals are met. Which lessons: each
// goes through controls that the others do not.

import { after, before, describe, it } from "node:test";
import { BROWSERS } from "./hands.mjs";
import { playLesson } from "./player.mjs";

const LESSONS = ["put-a-pop", "withdraw", "absorb-or-withdraw", "soft-unicast"];
const LANGUAGES = ["en", "zh"];

for (const [name, { launch, open }] of Object.entries(BROWSERS)) {
  describe(`lessons played in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch();
    });
    after(async () => browser.close());

    for (const lesson of LESSONS) {
      for (const language of LANGUAGES) {
        it(`${lesson} is played to its end, in ${name}, in ${language}`, async () => {
          const hands = await open(browser, `#/lesson/${lesson}?lang=${language}`);
          await playLesson(hands, lesson, language);
          await hands.leave();
        });
      }
    }
  });
}
