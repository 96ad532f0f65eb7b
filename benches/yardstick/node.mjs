// Runs the measurements in Node: `node node.mjs <folder of the built wasm> <project's folder>`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [built, root] = process.argv.slice(2).map((path) => resolve(path));
const { figures } = createRequire(import.meta.url)(join(built, 'yardstick.js'));
const text = (path) => readFileSync(join(root, path), 'utf8');

process.stdout.write(
  figures(
    text('tests/fixtures/bench/gr1000.as-rel2.txt'),
    text('assets/scenarios/first-light.json'),
    text('assets/scenarios/atlas.json'),
    text('target/graphs/75000-1.as-rel2.txt'),
  ),
);
