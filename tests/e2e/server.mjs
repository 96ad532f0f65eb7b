// A static server as plain as an instructor's: files, types, 404, nothing clever.

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".ftl": "text/plain; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Files as brotli, by path: packing takes seconds. */
const packed = new Map();

/** The file of `folder` that `pathname` asks for below `base`, or undefined. */
async function fileFor(folder, base, pathname) {
  if (!pathname.startsWith(base)) return undefined;
  const relative = normalize(decodeURIComponent(pathname.slice(base.length)));
  if (relative.startsWith("..") || relative.includes(`..${sep}`)) return undefined;
  const file = join(folder, relative === "." || relative.endsWith(sep) ? "index.html" : relative);
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? file : undefined;
}

/**
 * Serves `folder` at `base` ("/" or "/a/b/") on a free port of this machine.
 * `refuse` may name paths to answer with 404 although they exist. `isPacked`: files travel as
 * brotli, as from a web server that somebody has set up.
 */
export async function serve(folder, { base = "/", refuse = () => false, isPacked = false } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = refuse(pathname) ? undefined : await fileFor(folder, base, pathname);
    if (file === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not here");
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    if (isPacked) {
      if (!packed.has(file)) packed.set(file, readFile(file).then(promisify(brotliCompress)));
      const bytes = await packed.get(file);
      response.writeHead(200, { "content-type": type, "content-encoding": "br" }).end(bytes);
      return;
    }
    response.writeHead(200, { "content-type": type });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  // A walk that failed halfway does not close it, and must end all the same.
  server.unref();
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    address: origin + base,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
