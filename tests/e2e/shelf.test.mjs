// The shelf: the list of lessons and what is fetched for it, notes in prose, words, lessons that
// are tried, and progress that is taken along.

import assert from "node:assert/strict";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertClean, DESKTOP, launch, overhang, PHONE, play } from "./lab.mjs";

const PROGRESS = "anycast-lab.progress";

/** A lesson of two pages, with a number of each kind and words to explain. */
const OWN = {
  "lesson.json": JSON.stringify({
    format: "anycast-lab/lesson/1",
    slug: "my-own",
    world: "first-light",
    seed: 1,
    minutes: 3,
    figures: {
      far: { measure: { "round-trip": { client: "quipu", service: "dns" } }, at: "one" },
    },
    steps: [
      { slug: "one", kind: "read" },
      { slug: "two", kind: "read" },
    ],
  }),
  "en.md": `# My own lesson

What it is about.

## The first page {#one}

Lima takes [226 ms](#computed/far), and its [catchment](#term/catchment) is Tokyo’s. It took
[3 minutes](#measured "Labovitz et al., 2000") once, and [31 servers](#claimed "a vendor") share.

Danger: &lt;img src=x onerror=alert(1)&gt; \`<script>alert(2)</script>\`

## The second page {#two}

All.
`,
  "zh.md": `# 我自己的课

说的是什么。

## 第一页 {#one}

利马要 [226 毫秒](#computed/far)，它在东京的[服务范围](#term/catchment)里。曾经要
[3 分钟](#measured "Labovitz 等，2000")，又说 [31 台服务器](#claimed "某厂商")共用。

危险：&lt;img src=x onerror=alert(1)&gt;

## 第二页 {#two}

完。
`,
};

/** The files as an input or a drop takes them. */
const payload = (files) =>
  Object.entries(files).map(([name, text]) => ({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  }));

/** Chooses files in the list of lessons, to try them. */
async function choose(page, files) {
  await page.locator(".trial > summary").click();
  await page.locator('[data-act="try-files"]').setInputFiles(payload(files));
}

/** Has the browser drop a real folder onto the page, as a hand would. */
async function drop(lab, path) {
  const session = await lab.tab.newCDPSession(lab.page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 600, y: 300, data });
    if (type === "dragOver") await lab.page.locator(".drop-here").waitFor();
  }
}

const title = (page) => page.locator('[data-panel="lesson"] h1');

describe("the shelf", () => {
  let browser;
  let folder;
  before(async () => {
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), "shelf-"));
    await mkdir(join(folder, "my-own"));
    for (const [name, text] of Object.entries(OWN)) {
      await writeFile(join(folder, "my-own", name), text);
    }
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await browser.close();
  });

  it("fetches the list and the lesson to do next, and no other", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.locator(".lesson-next .prose p").first().waitFor();
    await page.waitForTimeout(500);
    const fetched = () =>
      lab.requests
        .map((url) => /lessons\/(.+)$/.exec(url)?.[1])
        .filter(Boolean)
        .sort();
    const next = await page.locator("[data-next]").getAttribute("data-next");
    const files = ["en.md", "lesson.json", "zh.md"].map((name) => `${next}/${name}`);
    assert.deepEqual(fetched(), [...files, "index.json"].sort());
    // What the list says is from the index; more than what was fetched is on it.
    assert.ok((await page.locator(".chapter [data-lesson]").count()) > 1);
    assertClean(lab);
    await lab.close();
  });

  it("goes on where one is, and stamps what was tried", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.locator(".chapter").first().waitFor();
    const slugs = await page
      .locator(".chapter [data-lesson]")
      .evaluateAll((all) => all.map((one) => one.dataset.lesson));
    const myth = page.locator(".myths [data-lesson]").first();
    const begun = slugs[1];
    const done = { done: ["a", "b"], steps: ["a", "b"], score: { points: 1, of: 2 } };
    const lessons = { [slugs[0]]: done, [begun]: { done: ["a"], steps: ["a", "b", "c"] } };
    if (await myth.count()) lessons[await myth.getAttribute("data-lesson")] = done;
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
      PROGRESS,
      JSON.stringify({ format: "anycast-lab/progress/2", lessons }),
    ]);
    await page.reload();
    await page.locator(`[data-next="${begun}"]`).getByRole("link", { name: "Go on" }).waitFor();
    await page.locator(`[data-lesson="${slugs[0]}"]`).getByText("✓ done · 1 of 2 points").waitFor();
    await page.locator(`[data-lesson="${begun}"]`).getByText("1 of 3 steps").waitFor();
    if (await myth.count()) await myth.locator(".stamp").waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("shows what is wrong with a lesson, and hides nothing else", async () => {
    const route = ["**/lessons/*/en.md", (route) => route.fulfill({ body: "# T\n\n<b>x</b>\n" })];
    const lab = await play(browser, DESKTOP, { route });
    const { page } = lab;
    const broken = page.locator(".chapter .broken").first();
    await broken.waitFor();
    assert.match(await broken.innerText(), /en\.md: line 3.+raw HTML/s);
    await page.locator(".chapter [data-lesson] a").last().scrollIntoViewIfNeeded();
    assert.ok((await page.locator(".chapter [data-lesson]").count()) > 1);
    assert.equal(await page.locator(".worlds a").first().isVisible(), true);
    assertClean(lab);
    await lab.close();
  });

  it("explains numbers and words in place, by mouse and keyboard, in both languages", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.locator(".chapter").first().waitFor();
    await choose(page, OWN);
    await page.getByRole("heading", { level: 1, name: "The first page" }).waitFor();
    const note = page.locator(".note");
    const glossaries = () => lab.requests.filter((url) => url.includes("glossary")).length;
    assert.equal(glossaries(), 0);

    const term = page.getByRole("button", { name: "catchment", exact: true });
    await term.focus();
    await page.keyboard.press("Enter");
    await note.getByText("The word is of rivers").waitFor();
    assert.equal(await term.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("Escape");
    await note.waitFor({ state: "detached" });
    assert.equal(await term.evaluate((it) => it === document.activeElement), true);
    await term.click();
    await note.getByRole("button", { name: "anycast", exact: true }).click();
    await note.getByText("One address that is in use in many places").waitFor();
    assert.equal(glossaries(), 1, "the words are fetched once");

    // One note at a time; whose each number is.
    for (const [number, said] of [
      ["226 ms", "Computed here"],
      ["3 minutes", "Measured in the real world: Labovitz et al., 2000"],
      ["31 servers", "Claimed by a vendor"],
    ]) {
      // Over other words, a note is closed by going on to those by keyboard, too.
      await page.getByRole("button", { name: number }).press("Enter");
      await note.getByText(said).waitFor();
      assert.equal(await note.count(), 1);
    }
    await page.mouse.click(700, 200);
    await note.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "226 ms" }).hover();
    await note.getByText("Computed here").waitFor();
    await page.mouse.move(700, 600);
    await note.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "切换" }).or(page.getByText("中文")).first().click();
    await page.getByRole("button", { name: "服务范围" }).click();
    await note.getByText("雨水汇入同一条河").waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("explains by touch, within the screen", async () => {
    const lab = await play(browser, PHONE);
    const { page } = lab;
    await page.locator(".chapter").first().waitFor();
    await choose(page, OWN);
    await page.getByRole("button", { name: "catchment", exact: true }).tap();
    const note = page.locator(".note");
    await note.getByText("The word is of rivers").waitFor();
    const { x, width } = await note.boundingBox();
    assert.ok(x >= 0 && x + width <= 390, `${x} + ${width}`);
    assert.equal(await overhang(page), 0);
    await note.getByRole("button", { name: "Close this note" }).tap();
    await note.waitFor({ state: "detached" });
    assertClean(lab);
    await lab.close();
  });

  it("lists all words, finds some, and leads from one to another", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.locator('[data-act="words"]').click();
    const dialog = page.getByRole("dialog", { name: "Words" });
    await dialog.locator(".word").nth(60).waitFor();
    await dialog.getByRole("searchbox").fill("wedgie");
    await dialog.getByText("One word", { exact: true }).waitFor();
    await dialog.getByRole("searchbox").fill("no such word");
    await dialog.getByText("No word has that.").waitFor();
    await dialog.getByRole("searchbox").fill("soft-unicast");
    await dialog.getByRole("button", { name: "port slices" }).click();
    await page.waitForFunction(() => document.activeElement?.id === "word-port-slice");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assertClean(lab);
    await lab.close();
  });

  it("plays a folder that is dropped, harmlessly, and takes it again after a change", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    await page.locator(".chapter").first().waitFor();
    await drop(lab, join(folder, "my-own"));
    await page.getByRole("heading", { level: 1, name: "The first page" }).waitFor();
    await page.getByText("This is your own copy of the lesson").waitFor();
    const panel = page.locator('[data-panel="lesson"]');
    assert.match(await panel.innerText(), /<img src=x onerror=alert\(1\)>/);
    assert.equal(await panel.locator("img, script").count(), 0);

    const en = OWN["en.md"].replace("The first page", "Another page");
    await writeFile(join(folder, "my-own", "en.md"), en);
    await drop(lab, join(folder, "my-own"));
    await page.getByRole("heading", { level: 1, name: "Another page" }).waitFor();
    await writeFile(join(folder, "my-own", "en.md"), OWN["en.md"]);
    const kept = await page.evaluate((key) => localStorage.getItem(key), PROGRESS);
    assert.ok(!kept?.includes("my-own"), "nothing of it is remembered");

    const broken = { ...OWN, "lesson.json": OWN["lesson.json"].replace('"read"', '"dance"') };
    await page.goto(`${lab.server.address}#/world/first-light`);
    await page.locator(".chapter").first().waitFor();
    await choose(page, broken);
    const dialog = page.getByRole("dialog", { name: "This lesson cannot be played yet" });
    await dialog.getByText("my-own/lesson.json: steps[0]").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.locator('[data-act="try-files"]').setInputFiles(payload({ "en.md": "# x" }));
    await dialog.getByText("begins with a lesson.json").waitFor();
    assertClean(lab);
    await lab.close();
  });

  it("takes progress out as a file, and adds what is in one", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    const list = page.locator(".chapter [data-lesson]");
    await list.first().waitFor();
    const slug = await list.first().getAttribute("data-lesson");
    const progress = (lessons) => JSON.stringify({ format: "anycast-lab/progress/2", lessons });
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
      PROGRESS,
      progress({ mine: { done: ["x"], steps: ["x"] } }),
    ]);
    await page.locator('[data-act="progress"]').click();
    const dialog = page.getByRole("dialog", { name: "Your progress" });
    const give = (text) =>
      dialog.locator('[data-act="progress-add"]').setInputFiles(payload({ "p.json": text }));
    await give("hello");
    await dialog.getByText("This is no progress of the lab").waitFor();
    await give('{"format":"anycast-lab/progress/99"}');
    await dialog.getByText("A newer version of the lab wrote this file").waitFor();
    await give(progress({ [slug]: { done: ["a", "b"], steps: ["a", "b"] } }));
    await dialog.getByText("Added what was new in one lesson.").waitFor();
    await page.locator(`[data-lesson="${slug}"].is-done`).waitFor({ state: "attached" });
    await dialog.getByText(/^1 of \d+ lessons are done/).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.locator('[data-act="progress-save"]').click(),
    ]);
    assert.equal(download.suggestedFilename(), "anycast-lab-progress.json");
    const saved = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.deepEqual(Object.keys(saved.lessons).sort(), ["mine", slug].sort());
    assertClean(lab);
    await lab.close();
  });
});
