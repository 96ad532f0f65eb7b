// Plays a lesson as its own file says: goes on where there is only to read, answers every question
// with the first that comes to mind, and gives the commands of every solution by hand.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ACTS, openTen, World } from "./acts.mjs";
import { pause } from "./hands.mjs";
import { DIST } from "./lab.mjs";

/** How fast time may run where a solution waits: about a second for each wait. */
const SPEEDS = [1, 2, 5, 10, 20, 50, 100];

const lessonFile = (slug, name) => readFileSync(`${DIST}/lessons/${slug}/${name}`, "utf8");

/** The titles of the steps in a language, by slug. */
function titles(slug, language) {
  const all = lessonFile(slug, `${language}.md`).matchAll(/^## (.+?) \{#([a-z0-9-]+)\}$/gm);
  return Object.fromEntries([...all].map(([, title, step]) => [step, title]));
}

/** Plays a lesson that is open to its end. */
export async function playLesson(hands, slug, language) {
  const lesson = JSON.parse(lessonFile(slug, "lesson.json"));
  const player = new Player(hands, lesson, new World(lesson.world, language));
  const said = titles(slug, language);
  for (const [number, step] of lesson.steps.entries()) {
    try {
      await player.stands(number, said[step.slug]);
      if (step.question) await player.answer(step);
      if (step.kind === "do") await player.act(step);
      const isLast = number + 1 === lesson.steps.length;
      await hands.click(`[data-act="lesson-${isLast ? "finish" : "next"}"]`);
    } catch (error) {
      error.message = `${slug}/${step.slug}: ${error.message}`;
      throw error;
    }
  }
  await hands.shown('.call [data-act="lesson-again"]');
  // The card of results has a row for each step in which something was asked or done.
  const rows = () => document.querySelectorAll(".call .card-rows li").length;
  const count = lesson.steps.filter((step) => step.question || step.kind === "do").length;
  assert.equal(await hands.page.evaluate(rows), count, "rows of results");
}

/** What the goals of a step are, as the page shows them. */
const goalsNow = () =>
  [...document.querySelectorAll(".goals li")].map((goal) => goal.classList.contains("is-met"));

class Player {
  constructor(hands, lesson, world) {
    Object.assign(this, { hands, lesson, world, page: hands.page });
  }

  /** Waits until the page stands at this step, under its title. */
  async stands(number, title) {
    const isThere = ({ value, max, title }) => {
      const place = document.querySelector(".lesson-place progress");
      const heading = document.querySelector('[data-panel="lesson"] h1')?.textContent;
      return place?.value === value && place.max === max && heading === title;
    };
    const about = { value: number + 1, max: this.lesson.steps.length, title };
    await this.hands.until(`step ${number + 1}, “${title}”`, isThere, about, 60_000);
  }

  async cannotGoOn() {
    const isDisabled = () => document.querySelector('[data-act="lesson-next"]')?.disabled;
    await this.hands.until("no way on yet", isDisabled);
  }

  /** Answers: the first choice, some number, or the order as it is; before, there is no way on. */
  async answer(step) {
    const { hands } = this;
    await this.cannotGoOn();
    if (step.question["how-much"]) await hands.type('.question [data-act="number"]', "7");
    else if (!step.question.order) {
      await hands.click(`.question input[type="radio"][value="${step.choices[0]}"]`);
    }
    await hands.click('.question [data-act="lock"]');
    await this.isTold(step["revealed-by"] ? 0 : 1);
  }

  /** Waits until so many answers are told. */
  async isTold(count) {
    const isSo = (count) => document.querySelectorAll(".outcome .result").length === count;
    await this.hands.until(`${count} answers are told`, isSo, count);
  }

  /** Brings a step's goals about by its solution: those to be kept held before, the others not. */
  async act(step) {
    const { hands } = this;
    const atFirst = JSON.stringify(step.goals.map(({ keep = false }) => keep));
    const isSo = `(${goalsNow})()`;
    const stands = async () => JSON.stringify(await this.page.evaluate(isSo));
    await this.until(async () => (await stands()) === atFirst, () => `goals ${atFirst} at first`);
    await this.cannotGoOn();
    await this.solve(step.solution);
    const goals = JSON.stringify(step.goals.map(() => true));
    let now;
    const areMet = async () => (now = await stands()) === goals;
    await this.until(areMet, () => `every goal met: ${now}`);
    await hands.shown(".outcome .pass");
    const isTold = (it) => it["revealed-by"] === step.slug;
    await this.isTold(this.lesson.steps.filter(isTold).length);
  }

  async until(is, what) {
    const end = Date.now() + 30_000;
    while (!(await is())) {
      if (Date.now() > end) assert.fail(`in vain: ${what()}`);
      await pause();
    }
  }

  async solve(solution) {
    const acts = [...solution];
    while (acts.length > 0) {
      const act = acts.shift();
      if (act.settle) await this.settle();
      else if (act.wait) await this.wait(act.wait.us);
      else if (act.explain) {
        await this.hands.select(this.world.marks.router(act.explain.router));
      } else {
        const rest = acts.splice(0, this.likeIt(act, acts));
        if (rest.length > 0) await openTen(this.hands, this.world, act.command);
        else await this.give(act.command);
      }
    }
  }

  async give(command) {
    const act = ACTS[command.do];
    assert.ok(act, `nothing is known to press for ${command.do}`);
    await act(this.hands, this.world, command);
  }

  /** Nine, if an act opens a connection and nine more follow that do the same. */
  likeIt({ command }, acts) {
    const isAlike = (it) =>
      it.command?.do === "open-connection" &&
      it.command.client === command.client &&
      it.command.destination === command.destination;
    const next = acts.slice(0, 9);
    return next.length === 9 && [{ command }, ...next].every(isAlike) ? 9 : 0;
  }

  /** To convergence; a small world may be there before one reaches for the button. */
  async settle() {
    const { hands, page } = this;
    const isBusy = () => document.querySelector(".status.is-busy") !== null;
    const isThere = async () => !(await page.evaluate(isBusy));
    for (let tries = 0; tries < 10 && (await isThere()); tries += 1) await pause();
    await hands.click(".transport-skip", { unless: isThere });
    await this.until(isThere, () => "BGP has converged");
  }

  /** Lets so much of the world's time pass, at a speed that does not bore. */
  async wait(us) {
    const { hands } = this;
    const seconds = us / 1_000_000;
    const speed = SPEEDS.find((it) => it >= seconds) ?? SPEEDS.at(-1);
    const from = await this.clock();
    await hands.speed(`${speed}×`);
    await pause(150);
    if ((await this.clock()) === from) await hands.click(".transport-play");
    let now;
    const isPast = async () => (now = await this.clock()) >= from + seconds;
    await this.until(isPast, () => `${seconds} s from ${from} on: ${now}`);
  }

  /** What the clock says, in seconds. */
  async clock() {
    const text = await this.page.evaluate(() => document.querySelector(".clock").textContent);
    return text.trim().split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  }
}
