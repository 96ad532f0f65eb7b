// Every screen a visitor may stand before, and how to get there. Accessibility is checked and
// pictures are taken on each of them.

import { showTab, untilUp } from "./lab.mjs";

/** Opens what stands on the map under this mark: n… a PoP, c… a client, r… a router. */
async function select(page, kind) {
  const mark = page.locator(`[data-thing^="${kind}"]`).first();
  await mark.focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-panel="routes"] h2').first().waitFor();
}

async function unfold(page) {
  await page.locator("details").evaluateAll((all) => all.forEach((it) => (it.open = true)));
}

/** Opens a bench in the tables' place; on a small window that is behind a tab. */
export async function openBench(page, name) {
  await showTab(page, 2);
  await page.locator(`button[data-bench="${name}"]`).click();
}

/** Opens the bench of egress with ten connections from London, at one of its parts. */
const egress = (part, then) => ({
  name: `egress-${part}`,
  path: "#/world/backbone",
  async reach(page) {
    await openBench(page, "egress");
    await page.locator('[data-act="open-ten"]').click();
    await page.locator('[data-fold="scenes"] > summary').click();
    await page.locator('.egress-connection[data-state="open"]').nth(9).waitFor();
    await page.locator(`[data-section="${part}"]`).click();
    await then(page);
  },
});

/** Hands codes over that are worth nothing: there is a row for each. */
async function handOver(page) {
  await page.locator("#class-text").fill("lab1.AAAA.end lab2.AAAA.end lab1.cut");
  await page.locator(".class-table tbody tr").nth(2).waitFor();
  await page.locator("#class-name").fill("BGP 101");
  await page.locator("#class-link").waitFor();
}

/** Has a lesson for a class open, by somebody who has said who they are. */
async function enter(page) {
  await page.locator("#who-name").fill("Ann Lee");
  await page.locator('[data-act="who-begin"]').click();
  await page.locator(".who-badge").waitFor();
}

/** Leaves every step of a lesson out, and has its code made. */
async function finish(page) {
  await enter(page);
  const skip = page.locator('[data-act="skip"]');
  const next = page.locator('[data-act="lesson-next"]:enabled');
  const last = page.locator('[data-act="lesson-finish"]');
  const place = () => page.locator(".lesson-place").innerText();
  for (let steps = 0; steps < 40; steps += 1) {
    await skip.or(next).or(last).first().waitFor();
    if (await last.isVisible()) break;
    const before = await place();
    await ((await next.isVisible()) ? next : skip).click();
    while ((await place()) === before) await page.waitForTimeout(20);
  }
  await last.click();
  await page.locator('[data-act="code-make"]').click();
  await page.locator(".code-text").waitFor();
}

/** The screens: a name, the fragment to open, what to do there; plain ones need nothing more. */
export const SCREENS = [
  { name: "home", path: "", isPlain: true, async reach() {} },
  {
    name: "pop",
    path: "",
    async reach(page) {
      await select(page, "n");
      await page.locator('[data-fold="inside"] > summary').click();
    },
  },
  { name: "client", path: "", reach: (page) => select(page, "c") },
  {
    name: "router",
    path: "",
    async reach(page) {
      await select(page, "r");
      await unfold(page);
    },
  },
  {
    name: "glass",
    path: "",
    async reach(page) {
      await page.keyboard.press("Control+Backquote");
      await page.locator('[data-glass="open"]').waitFor();
    },
  },
  {
    name: "withdrawn",
    path: "",
    async reach(page) {
      await select(page, "n");
      await page.locator('[data-panel="routes"] button[data-act="announce"]').first().click();
      await page.waitForTimeout(500);
    },
  },
  {
    name: "sessions",
    path: "",
    async reach(page) {
      await select(page, "c");
      await page.locator('[data-start="TCP"]').click();
      await page.locator('[data-start="UDP"]').click();
      await page.locator('[data-panel="routes"] .close').first().click();
      await showTab(page, 2);
      await page.locator('button[data-bench="sessions"]').click();
      await page.locator(".session-figures").waitFor();
    },
  },
  {
    name: "probes",
    path: "",
    async reach(page) {
      await select(page, "c");
      await page.locator('[data-fold="probes"] > summary').click();
      await page.locator('[data-probe="traceroute"]').click();
      await page.locator(".probe-hops tbody tr").nth(2).waitFor();
    },
  },
  { name: "atlas", path: "#/world/atlas", isPlain: true, async reach() {} },
  { name: "crowd", path: "#/world/atlas", reach: (page) => select(page, "g") },
  { name: "vendors", path: "#/world/med-order", isPlain: true, async reach() {} },
  { name: "lesson", path: "#/lesson/withdraw", isPlain: true, async reach() {} },
  { name: "nowhere", path: "#/nowhere", isPlain: true, async reach() {} },
  {
    name: "flood",
    path: "",
    async reach(page) {
      await openBench(page, "floods");
      await page.locator('[data-act="flood"]').click();
      await page.locator(".console-nodes .is-over").first().waitFor();
    },
  },
  {
    name: "race",
    path: "#/world/three-cities",
    async reach(page) {
      await openBench(page, "outage");
      await page.locator('[data-pick="node"]').selectOption("1");
      await page.locator('[data-act="race"]').click();
      await page.locator(".race-curves li").nth(4).waitFor();
    },
  },
  {
    name: "casts",
    path: "#/world/three-cities",
    async reach(page) {
      await openBench(page, "casts");
      await page.locator(".casts li").nth(3).waitFor();
    },
  },
  egress("connections", async (page) => {
    await page.locator(".egress-connection .link-button").first().click();
    await page.locator('[data-egress="details"]').waitFor();
  }),
  egress("addresses", async (page) => {
    await page.locator('[data-address="203.0.113.54"]').click();
    await page.locator('[data-card="address"]').waitFor();
  }),
  egress("slices", async (page) => {
    await page.locator('[data-strip="0"] [data-act="take-all"]').click();
    await page.locator('[data-strip="0"] .is-exhausted').waitFor();
  }),
  egress("feed", (page) => page.locator('[data-answer="reply"]').waitFor()),
  egress("comparison", async (page) => {
    await page.locator('[data-act="compare"]').click();
    await page.locator('[data-compare="verdicts"]').waitFor();
  }),
  { name: "class", path: "#/class", reach: handOver },
  { name: "who", path: "#/lesson/one-address?class=BGP%20101", async reach() {} },
  { name: "completion-code", path: "#/lesson/one-address?class=BGP%20101", reach: finish },
  {
    name: "record",
    path: "",
    async reach(page) {
      await select(page, "n");
      await page.locator('[data-panel="routes"] button[data-act="announce"]').first().click();
      await showTab(page, 4);
      await page.locator('[data-act="record"]').click();
      await page.locator("dialog#record[open] .record-name").waitFor();
    },
  },
];

/** Opens a dialog by its button. */
const dialog = (id) => async (page) => {
  await page.locator(`#${id}-open`).click();
  await page.locator("dialog[open]").waitFor();
};

/** What pictures are taken of besides: the other worlds, and what lies over a screen. */
export const PICTURES = [
  ...SCREENS,
  { name: "three-cities", path: "#/world/three-cities", isPlain: true, async reach() {} },
  { name: "backbone", path: "#/world/backbone", isPlain: true, async reach() {} },
  { name: "wedgie", path: "#/world/wedgie", isPlain: true, async reach() {} },
  { name: "first-lesson", path: "#/lesson/one-address", isPlain: true, async reach() {} },
  { name: "projector", path: "#/world/atlas?theme=projector", isPlain: true, async reach() {} },
  { name: "share", path: "", reach: dialog("share") },
  { name: "settings", path: "", reach: dialog("settings") },
  {
    name: "layers",
    path: "#/world/atlas",
    async reach(page) {
      await page.locator(".map-controls [aria-expanded]").click();
      const all = page.locator('.map-layers input[type="checkbox"]');
      for (const box of await all.all()) await box.check();
      await page.locator(".map-legend summary").click();
    },
  },
  {
    name: "flight",
    path: "",
    async reach(page) {
      // On a small window the table is behind a tab.
      await showTab(page, 2);
      await page.locator(".air").waitFor({ state: "attached" });
      await unfold(page);
      await page.locator(".air button").first().click();
    },
  },
  {
    name: "branches",
    path: "",
    async reach(page) {
      await SCREENS.find(({ name }) => name === "withdrawn").reach(page);
      await page.waitForTimeout(1_500);
      await page.locator(".transport-history button").first().click();
      // What is done after going back is another history.
      await page.locator('[data-panel="routes"] button[data-act="fail"]').first().click();
      await page.waitForTimeout(500);
      await showTab(page, 3);
      const more = page.locator('[aria-controls="timeline-more"]').first();
      if (await more.isVisible()) await more.click();
    },
  },
];

/** Goes to a screen of a page that has been opened at its path. */
export async function reach(page, screen) {
  await untilUp(page);
  await page.locator("main, [role=main]").first().waitFor();
  await screen.reach(page);
}
