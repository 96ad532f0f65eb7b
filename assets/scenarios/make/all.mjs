// Makes every world beside this folder, and the list of them.
//
//     node assets/scenarios/make/all.mjs           writes the files
//     node assets/scenarios/make/all.mjs --check   says which files are not what it would write
import { readFileSync, writeFileSync } from 'node:fs';
import { scenario as atlas } from './atlas.mjs';
import { scenario as backbone } from './backbone.mjs';
import { crookedMiles, crookedMilesMoved } from './crooked-miles.mjs';
import { scenario as firstLight } from './first-light.mjs';
import { scenario as firstPop } from './first-pop.mjs';
import { scenario as floodBoard } from './flood-board.mjs';
import { badGadget, disagree, goodGadget, medOscillation, wedgie } from './gadgets.mjs';
import { scenario as hearsay } from './hearsay.mjs';
import { scenario as helm } from './helm.mjs';
import { scenario as ladder } from './ladder.mjs';
import { scenario as incidentRoom } from './incident-room.mjs';
import { scenario as lengths } from './lengths.mjs';
import { scenario as medOrder } from './med-order.mjs';
import { scenario as threeCities } from './three-cities.mjs';
import { scenario as wontHeal } from './wont-heal.mjs';
import { lines } from './world.mjs';

/** The worlds, in the order in which a page lists them. */
const worlds = [
  firstLight, atlas, threeCities, backbone, firstPop, disagree, goodGadget, badGadget, wedgie,
  medOrder, medOscillation, floodBoard, hearsay, wontHeal,
  ladder, crookedMiles, crookedMilesMoved, helm, incidentRoom, lengths,
];

/** The first sentence of a text. */
const first = (about) => ({
  en: about.en.split(/(?<=[.?!]) /)[0],
  zh: about.zh.split(/(?<=[。？！])/)[0],
});

const index = {
  format: 'anycast-lab/world-index/1',
  worlds: worlds.map(({ slug, name, about }) => ({ slug, name, brief: first(about) })),
};

const files = worlds.map((world) => [`${world.slug}.json`, lines(world)]);
files.push(['index.json', lines(index)]);
const isChecking = process.argv.includes('--check');
for (const [name, text] of files) {
  const file = new URL(`../${name}`, import.meta.url);
  if (!isChecking) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${name} is not what make/all.mjs makes`);
    process.exitCode = 1;
  }
}
