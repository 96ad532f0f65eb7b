// A walk that fails says where it waited; why may stand in what its page told meanwhile.

import { afterEach } from "node:test";
import { left } from "./lab.mjs";

afterEach(async (test) => {
  for (const lab of left) {
    const silent = new Promise((resolve) => setTimeout(resolve, 5_000, "the page does not answer"));
    const said = lab.page.evaluate(() => document.body.innerText.slice(0, 2_000)).catch(String);
    test.diagnostic(`${test.name}: ${lab.page.url()} was left open. It told:`);
    test.diagnostic([...lab.problems, "It showed:", await Promise.race([said, silent])].join("\n"));
    left.delete(lab);
  }
});
