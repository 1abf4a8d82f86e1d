import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { extname, join, normalize } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".yaml": "application/yaml; charset=utf-8",
};

/** Serves the files of a folder. A path that ends in "/" is its index.html. */
export function staticFiles(folder: string): RequestListener {
  return (request, response) => {
    void read(folder, request.url ?? "/").then(
      ({ type, content }) => response.writeHead(200, { "content-type": type }).end(content),
      () => response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n"),
    );
  };
}

async function read(folder: string, url: string): Promise<{ type: string; content: Buffer }> {
  const { pathname } = new URL(url, "http://127.0.0.1");
  // The URL parser has removed "..", but not one that is written as %2e%2e or after a backslash.
  const path = normalize(join("/", decodeURIComponent(pathname)));
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  return { type: types[extname(file)] ?? "application/octet-stream", content: await readFile(file) };
}
