import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".yaml": "application/yaml; charset=utf-8",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/** Serves the files of a folder, compressed. A path that ends in "/" is its index.html; a wrong one is its 404.html. */
export function staticFiles(folder: string): RequestListener {
  return (request, response) => {
    const send = async (status: number, url: string) => {
      const { type, content } = await read(folder, url);
      const zipped = request.headers["accept-encoding"]?.includes("gzip") === true;
      response.writeHead(status, { "content-type": type, ...(zipped && { "content-encoding": "gzip" }) });
      response.end(zipped ? gzipSync(content) : content);
    };
    send(200, request.url ?? "/")
      .catch(() => send(404, "/404.html"))
      .catch(() => response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n"));
  };
}

async function read(folder: string, url: string): Promise<{ type: string; content: Buffer }> {
  const { pathname } = new URL(url, "http://127.0.0.1");
  // The URL parser has removed "..", but not one that is written as %2e%2e or after a backslash.
  const path = normalize(join("/", decodeURIComponent(pathname)));
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  return { type: types[extname(file)] ?? "application/octet-stream", content: await readFile(file) };
}
