// Lessons of the tests, served beside those of the page.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../fixtures/lessons/", import.meta.url));

const TYPES = { ".json": "application/json", ".md": "text/markdown; charset=utf-8" };

/** For `open`: answers for the files of lessons that lie in `tests/fixtures/lessons`. */
export const fixtureLessons = [
  /\/lessons\/[a-z0-9-]+\/[a-z.]+$/,
  async (route) => {
    const name = new URL(route.request().url()).pathname.split("/lessons/").pop();
    const file = FOLDER + name;
    if (!existsSync(file)) return route.continue();
    return route.fulfill({ contentType: TYPES[extname(file)], body: await readFile(file) });
  },
];
