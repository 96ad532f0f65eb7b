// A class: a student opens its link, does a lesson and takes a completion code; the instructor
// checks thirty of them, one forged and one of another seed among them, and has them as a table.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { BROWSERS } from "./hands.mjs";
import { assertClean, DESKTOP, launch, overhang, PHONE, play } from "./lab.mjs";
import { playLesson } from "./player.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CODE = /^lab1\.[\w-]+\.end$/;

/** Thirty codes of our lessons: the engine makes them, by the tests' own learner. */
function thirtyCodes() {
  const file = join(mkdtempSync(join(tmpdir(), "lab-codes-")), "codes.txt");
  const test = ["test", "--test", "it", "--", "--ignored", "receipts::codes_for_the_walk"];
  const env = { ...process.env, LAB_CODES: file };
  execFileSync("cargo", test, { cwd: ROOT, env, stdio: "ignore" });
  return readFileSync(file, "utf8");
}

/** What the page says a seed is, computed by who does not trust it. */
function seedOf(className, student, lesson) {
  const lines = ["anycast-lab class", className, student, lesson].join("\n");
  return createHash("sha256").update(lines).digest().readBigUInt64BE(0).toString();
}

const row = (page, n) => page.locator(".class-table tbody tr").nth(n);
const verdicts = (page) =>
  page
    .locator(".class-table tbody tr")
    .evaluateAll((rows) => rows.map((it) => it.dataset.verdict));

async function allChecked(page, count) {
  await page.getByText(`${count} of ${count} checked`).waitFor({ timeout: 120_000 });
}

/** What the browser saves when this is pressed: its name and its text. */
async function saved(page, css) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(css).click()]);
  const text = readFileSync(await download.path(), "utf8");
  return { name: download.suggestedFilename(), text };
}

describe("a class", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("has a link, a seed for each student, and codes that the instructor verifies", async () => {
    const office = await play(browser, DESKTOP, { path: "#/class" });
    await office.page.locator("#class-lesson option").first().waitFor({ state: "attached" });
    await office.page.locator("#class-lesson").selectOption("one-address");
    await office.page.locator("#class-name").fill("网络 <7>");
    await office.page.getByText("A name has no “<” here").waitFor();
    await office.page.locator("#class-name").fill("网络 7");
    const link = await office.page.locator("#class-link").inputValue();
    assert.match(link, /#\/lesson\/one-address\?class=%E7%BD%91%E7%BB%9C%207$/);

    const path = link.slice(office.server.address.length);
    const hands = await BROWSERS.Chromium.open(browser, path);
    const { page } = hands;
    await hands.click('[data-act="who-begin"]');
    await page.getByText("A name has at least one letter or digit.").waitFor();
    await page.locator("#who-name").fill("Ann  O’Neill");
    await hands.click('[data-act="who-begin"]');
    const seed = seedOf("网络 7", "Ann O’Neill", "one-address");
    await page.locator(".who-badge").getByText(`seed ${seed}`).waitFor();
    await playLesson(hands, "one-address", "en");
    await hands.click('[data-act="code-make"]');
    const code = await page.locator(".code-text").inputValue();
    assert.match(code, CODE);
    assert.equal(await page.getByText("The code says").count(), 0, "the page says the same");
    assert.equal((await saved(page, '[data-act="code-save"]')).text.trim(), code);

    // Who comes back is not asked again, and finds the lesson as it was left.
    await page.reload();
    await page.locator(".who-badge").getByText("Ann O’Neill").waitFor();
    await hands.click('[data-act="code-make"]');
    const again = await page.locator(".code-text").inputValue();
    assert.match(again, CODE);
    assertClean(hands.lab);
    await hands.lab.close();

    await office.page.locator("#class-text").fill(`Here is mine:\n${code}\nOr this one: ${again}!`);
    const count = code === again ? 1 : 2;
    await allChecked(office.page, count);
    for (let n = 0; n < count; n += 1) {
      const found = await row(office.page, n).innerText();
      for (const said of ["Ann O’Neill", "网络 7", "Verified"]) {
        assert.ok(found.includes(said), found);
      }
    }
    assertClean(office);
    await office.close();
  });

  it("hands in thirty codes: a forged one and one from another seed are found", async () => {
    const text = thirtyCodes();
    const lab = await play(browser, DESKTOP, { path: "#/class" });
    const { page } = lab;
    await page.locator("#class-text").fill(text);
    await allChecked(page, 30);
    const expected = Array.from({ length: 30 }, (_, n) => {
      return { 7: "edited", 18: "other-seed" }[n] ?? "verified";
    });
    assert.deepEqual(await verdicts(page), expected);
    await row(page, 7).getByText("It claims another answer to the step").waitFor();
    await row(page, 18).getByText("Its seed is not the one").waitFor();
    await page.locator(".class-counts").getByText("28 × Verified").waitFor();
    assert.ok((await page.locator(".class-rates li").count()) > 4, "each step has its rate");

    const { name, text: table } = await saved(page, '[data-act="class-csv"]');
    assert.equal(name, "codes.csv");
    const lines = table.trimEnd().split("\r\n");
    assert.equal(lines.length, 31);
    assert.match(lines[0], /^\uFEFFstudent,class,lesson,verdict,why,points,of,minutes/);
    assert.match(lines[8], /,edited,/);
    assert.match(lines[19], /,other-seed,/);
    assert.equal(lines.filter((line) => line.includes(",verified,")).length, 28);

    // The same once more is no news; from a file as well.
    const file = { name: "codes.txt", mimeType: "text/plain", buffer: Buffer.from(text) };
    await page.locator('[data-act="class-files"]').setInputFiles([file]);
    await page.getByText("30 were there already").waitFor();
    await page.locator('[data-act="class-clear"]').click();
    await row(page, 0).waitFor({ state: "detached" });
    assertClean(lab);
    await lab.close();
  });

  it("is told what is no code, what was cut, and what a newer lab made", async () => {
    const lab = await play(browser, PHONE, { path: "#/class?lang=zh" });
    const { page } = lab;
    await page.locator("#class-text").fill("nothing here");
    await page.locator('[data-act="class-check"]').click();
    await page.getByText("这段文字里没有完成码").waitFor();
    await page.locator("#class-text").fill("lab1.AAAA.end lab9.AAAA.end lab1.AAAA");
    await row(page, 2).waitFor();
    assert.deepEqual(await verdicts(page), ["unreadable", "other-version", "unreadable"]);
    await row(page, 2).getByText("它没有结尾").waitFor();
    assert.equal(await overhang(page), 0);
    assertClean(lab);
    await lab.close();
  });

  it("is for lessons only, and its name is a name", async () => {
    const lab = await play(browser, DESKTOP, { path: "#/world/first-light?class=7" });
    await lab.page.locator(".notice").getByText("a class does a lesson").waitFor();
    await lab.close();
    const bad = await play(browser, DESKTOP, { path: "#/lesson/one-address?class=%3Cb%3E" });
    await bad.page.locator(".notice").getByText("The class in the address is no name").waitFor();
    await bad.page.locator(".lesson h1").waitFor();
    assertClean(bad);
    await bad.close();
  });
});

describe("free play", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => browser.close());

  it("is recorded as a lesson, saved, and tried", async () => {
    const lab = await play(browser, DESKTOP);
    const { page } = lab;
    const open = page.locator('[data-act="record"]');
    await open.click();
    await page.getByText("There is nothing to record yet").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Tokyo: Withdraw" }).click();
    await page.getByRole("button", { name: "To convergence" }).click();
    await open.click();
    const dialog = page.locator("dialog#record");
    await dialog.getByRole("textbox").fill("No Slug");
    await dialog.getByText("A name here has 1 to 64").waitFor();
    assert.ok(await dialog.locator('[data-act="record-try"]').isDisabled());
    await dialog.getByRole("textbox").fill("without-tokyo");
    const { name, text } = await saved(page, '[data-act="save-lesson.json"]');
    assert.equal(name, "lesson.json");
    const lesson = JSON.parse(text);
    assert.equal(lesson.slug, "without-tokyo");
    assert.ok(lesson.steps.some((step) => step.kind === "do"));
    await dialog.locator('[data-act="record-try"]').click();
    await page.locator('[data-panel="lesson"] h1').waitFor();
    assert.match(page.url(), /#\/lesson\/without-tokyo$/);
    assertClean(lab);
    await lab.close();
  });
});
