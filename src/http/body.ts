import { isObject } from "../errors.js";
import type { FetchResponse } from "./fetch.js";

/** The limit for a response body where the caller sets none. */
export const oneMebibyte = 1024 * 1024;

/**
 * Reads the whole body of a response.
 *
 * @throws an error that says why, if it is larger, shorter than declared, or cut off
 */
export async function readBody(response: FetchResponse, headers: Headers, maxBytes: number): Promise<Uint8Array> {
  const { body, type } = response;
  const length = declaredBytes(headers, type);
  if (length !== undefined && length > maxBytes) throw tooLarge(maxBytes);
  // Counted whatever is declared: Bun, Deno and workerd read on past a Content-Length beside chunked coding.
  const read = chunkReader(body);
  const bytes = read ? await readCounted(read, maxBytes) : new Uint8Array(await response.arrayBuffer());
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  // Not every runtime compares the two.
  if (length !== undefined && bytes.length !== length) throw new Error(`${bytes.length} of ${length} bytes came`);
  return bytes;
}

/**
 * The length of the body as it will be read, where it is known. Not for a compressed body, whose header has the compressed
 * length, and not for a browser's cross-origin response, which hides `content-encoding`.
 */
function declaredBytes(headers: Headers, type: string | undefined): number | undefined {
  const length = headers.get("content-length");
  return length && /^\d+$/.test(length) && type !== "cors" && !headers.get("content-encoding")
    ? Number(length)
    : undefined;
}

interface Streams extends AsyncIterable<Uint8Array> {
  getReader(): { read: ChunkReader };
}

type ChunkReader = () => Promise<{ done?: boolean | undefined; value?: Uint8Array | undefined }>;

/**
 * Reads the next chunk of a body; undefined where there is no stream, as in React Native. Not `for await` over a stream of the
 * Web's kind, which is no iterator in Safari (https://webkit.org/b/194379). That of node-fetch is one of Node's kind.
 */
function chunkReader(body: unknown): ChunkReader | undefined {
  if (!isObject(body)) return undefined;
  const { getReader, [Symbol.asyncIterator]: iterate } = body as Partial<Streams>; // Safe: both are checked.
  if (typeof getReader === "function") {
    const reader = getReader.call(body);
    return () => reader.read();
  }
  if (typeof iterate !== "function") return undefined;
  const chunks = iterate.call(body);
  return () => chunks.next();
}

async function readCounted(read: ChunkReader, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let emptyChunks = 0;
  for (let chunk = await read(); chunk.value !== undefined; chunk = await read()) {
    length += chunk.value.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    // Without end, they would keep the timer of the attempt from its turn.
    if (chunk.value.length === 0 && ++emptyChunks > 1_000) throw new Error("it has too many empty chunks");
    chunks.push(chunk.value);
  }
  // Nearly always, and half of the time of reading it is that of a copy.
  const [first] = chunks;
  if (chunks.length === 1 && first instanceof Uint8Array) return first;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function tooLarge(maxBytes: number): Error {
  return new Error(`it is larger than ${maxBytes} bytes`);
}

/** The value of a JSON text, if it is an object. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Made on first use: jsdom has none, and an import must not fail there. */
let decoders: { strict: TextDecoder; lenient: TextDecoder } | undefined;

function text(bytes: Uint8Array, kind: "strict" | "lenient"): string {
  decoders ??= { strict: new TextDecoder("utf-8", { fatal: true }), lenient: new TextDecoder() };
  return decoders[kind].decode(bytes);
}

export function decode(bytes: Uint8Array): string {
  return text(bytes, "lenient");
}

/** An empty text, which is no JSON either, for bytes that are not UTF-8 (RFC 8259 8.1). */
export function decodeStrict(bytes: Uint8Array): string {
  try {
    return text(bytes, "strict");
  } catch {
    return "";
  }
}
