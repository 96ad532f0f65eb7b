// From commands to clicks: what a learner presses to give each command that a solution has. What
// is not in the table cannot be played, and the walk says so.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { DIST } from "./lab.mjs";

const CARD = '[data-panel="routes"]';

/** A world's file: where things stand in it, and what they are called in a language. */
export class World {
  constructor(slug, language) {
    const file = JSON.parse(readFileSync(`${DIST}/assets/scenarios/${slug}.json`, "utf8"));
    this.file = file;
    this.language = language;
    this.nodes = file.services.flatMap((service) => service.nodes);
    this.routers = file.networks.flatMap((network) =>
      network.routers.map((router) => ({ ...router, network })),
    );
  }

  /** The number of a thing in a list, by its slug. */
  number(list, slug) {
    const number = list.findIndex((it) => it.slug === slug);
    assert.ok(number >= 0, `nothing is called ${slug}`);
    return number;
  }

  named(list, slug) {
    return list[this.number(list, slug)].name[this.language];
  }

  network = (slug) => this.named(this.file.networks, slug);
  tag = (slug) => this.named(this.file.egress.tags, slug);
  destination = (slug) => this.named(this.file.egress.destinations, slug);

  router(slug) {
    const { network, city } = this.routers[this.number(this.routers, slug)];
    return `${network.name[this.language]} · ${this.named(this.file.cities, city)}`;
  }

  /** The city that a PoP is in. */
  pop(slug) {
    const { router } = this.nodes[this.number(this.nodes, slug)];
    const { city } = this.routers[this.number(this.routers, router)];
    return this.named(this.file.cities, city);
  }

  client(slug) {
    const { name, router } = this.file.clients[this.number(this.file.clients, slug)];
    const { city } = this.routers[this.number(this.routers, router)];
    return `${name[this.language]} · ${this.named(this.file.cities, city)}`;
  }

  marks = {
    node: (slug) => `[data-thing^="n"][data-node="${slug}"]`,
    client: (slug) => `[data-thing="c${this.number(this.file.clients, slug)}"]`,
    router: (slug) => `[data-thing="r${this.number(this.routers, slug)}"]`,
  };
}

/** Opens a PoP's card and presses a button there. */
async function onPop(hands, world, node, act, words) {
  await hands.select(world.marks.node(node));
  await hands.click(`${CARD} [data-act="${act}"]`, words);
}

/** The same, where the button is folded away. */
async function folded(hands, world, node, act, words) {
  await hands.select(world.marks.node(node));
  await hands.unfold(`${CARD} [data-fold="acts"]`);
  await hands.click(`${CARD} [data-act="${act}"]`, words);
}

/** Opens a part of the bench of egress. */
async function egress(hands, section) {
  await hands.bench("egress");
  await hands.click(`[data-section="${section}"]`);
}

/** Opens the card of a PoP among the addresses. */
async function egressPop(hands, world, node, tag) {
  await egress(hands, "addresses");
  if (tag) await hands.pick("egress-tag", world.tag(tag));
  const row = `[data-egress-pop="${world.number(world.nodes, node)}"]`;
  await hands.expand(`${row} .egress-pop-name .link-button`);
}

/** Sets who asks for what. */
async function asking(hands, world, { client, destination }) {
  await egress(hands, "connections");
  await hands.unfold('[data-fold="open"]');
  await hands.pick("egress-client", world.client(client));
  await hands.pick("egress-to", world.destination(destination));
}

/** Ten connections that one client network opens at once. */
export async function openTen(hands, world, command) {
  await asking(hands, world, command);
  await hands.click('[data-act="open-ten"]');
}

/** What is pressed for a command, by its kind. */
export const ACTS = {
  announce: (hands, world, { node }) => onPop(hands, world, node, "announce"),
  withdraw: (hands, world, { node }) => onPop(hands, world, node, "announce"),
  "fail-pop": (hands, world, { node }) => onPop(hands, world, node, "fail"),
  drain: (hands, world, { node }) => folded(hands, world, node, "drain"),
  steer: (hands, world, { node, neighbor }) =>
    folded(hands, world, node, "steer", { words: world.network(neighbor), isExact: true }),

  async "publish-roa"(hands, world, { prefix, asn }) {
    // On the card of the PoP that the prefix is announced from.
    const service = world.file.services.find((it) => it.prefix === prefix);
    await hands.select(world.marks.node(service.nodes[0].slug));
    // The plain one: others also allow parts of the prefix, “up to /25”.
    const publish = `${CARD} [data-card="rpki"] .actions > [data-act="publish-roa"]:first-of-type`;
    await hands.click(publish, { words: asn.toString() });
  },

  async "send-packet"(hands, world, { client }) {
    await hands.select(world.marks.client(client));
    await hands.click(`${CARD} [data-act="send"]`);
  },

  async "fail-link-silently"(hands, world, { link }) {
    // The PoP's router lists its links; each leads to the link's own card.
    const ends = link.split("--");
    const node = world.nodes.find((it) => ends.includes(it.router));
    assert.ok(node, `no PoP is at an end of ${link}`);
    const far = ends.find((it) => it !== node.router);
    await hands.select(world.marks.node(node.slug));
    await hands.click(`${CARD} .card-foot .link-button`);
    await hands.shown(`${CARD} ul.links`);
    const line = await hands.line(`${CARD} ul.links li`, world.router(far));
    await hands.click(`${line} .number button`);
    await hands.unfold(`${CARD} [data-fold="acts"]`);
    await hands.click(`${CARD} [data-act="silence"]`);
  },

  async "set-automation"(hands, _, { hysteresis }) {
    await hands.bench("floods");
    await hands.click(`[data-act="${hysteresis ? "console-patient" : "console-automatic"}"]`);
  },

  async "open-connection"(hands, world, command) {
    await asking(hands, world, command);
    await hands.click('[data-act="open-one"]');
  },

  async "hold-ports"(hands, world, { node, tag, destination }) {
    await egress(hands, "slices");
    await hands.pick("slice-pop", world.pop(node));
    await hands.pick("slice-tag", world.tag(tag));
    await hands.pick("slice-to", world.destination(destination));
    await hands.click('[data-egress="of-all"]');
    await hands.click('[data-strip="0"] [data-act="take-all"]');
  },

  async "allocate-address"(hands, world, { node, tag }) {
    await egressPop(hands, world, node, tag);
    await hands.click('[data-card="pop"] [data-act="allocate-address"]');
  },

  async "move-address"(hands, world, { address, to }) {
    await egress(hands, "addresses");
    await hands.expand(`[data-address="${address}"]`);
    await hands.pick("move-to", world.pop(to));
    await hands.click('[data-card="address"] [data-act="move-address"]');
  },

  async "drain-addresses"(hands, world, { node }) {
    await egressPop(hands, world, node);
    await hands.click('[data-card="pop"] [data-act="drain-addresses"]');
  },

  async "set-grace"(hands, _, { for_us }) {
    await hands.bench("egress");
    await hands.unfold('[data-fold="designs"]');
    await hands.click(`[data-setting="grace"] [data-choice="${for_us / 1_000_000}"]`);
    await hands.click('[data-fold="designs"] > summary');
  },
};
