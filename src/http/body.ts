import { isObject } from "../errors.js";
import type { FetchResponse } from "./fetch.js";

const maxBodyBytes = 1024 * 1024;

/**
 * Reads the whole body of a response, at most 1 MiB.
 *
 * @throws an error that says why, if it is larger, shorter than declared, or cut off
 */
export async function readBody(response: FetchResponse): Promise<Uint8Array<ArrayBuffer>> {
  const length = declaredBytes(response);
  if (length !== undefined && length > maxBodyBytes) throw tooLarge();
  if (length === undefined && isWebStream(response.body)) return readCounted(response.body);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > maxBodyBytes) throw tooLarge();
  // Not every runtime compares the two.
  if (length !== undefined && bytes.length !== length) throw new Error(`${bytes.length} of ${length} bytes came`);
  return bytes;
}

/**
 * The length of the body as it will be read, where it is known. Not for a compressed body, whose header has the compressed
 * length, and not for a browser's cross-origin response, which hides `content-encoding`.
 */
function declaredBytes({ headers, type }: FetchResponse): number | undefined {
  const length = headers.get("content-length");
  return length && /^\d+$/.test(length) && type !== "cors" && !headers.get("content-encoding")
    ? Number(length)
    : undefined;
}

/** node-fetch has a stream of Node's kind as `body`, and React Native none. */
function isWebStream(body: unknown): body is ReadableStream<Uint8Array> {
  return typeof body === "object" && body !== null && "getReader" in body;
}

async function readCounted(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Not `for await`, which browsers other than Firefox and the newest Chromium lack.
  const reader = body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.length;
    if (length > maxBodyBytes) throw tooLarge();
    chunks.push(chunk.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function tooLarge(): Error {
  return new Error(`it is larger than ${maxBodyBytes} bytes`);
}

/** The value of a body, if it is a JSON object. `strict` refuses bytes that are not UTF-8 (RFC 8259 8.1). */
export function parseObject(bytes: Uint8Array, strict = false): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(decode(bytes, strict));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Made on first use: jsdom has none, and an import must not fail there. */
let decoders: { strict: TextDecoder; lenient: TextDecoder } | undefined;

export function decode(bytes: Uint8Array, strict = false): string {
  decoders ??= { strict: new TextDecoder("utf-8", { fatal: true }), lenient: new TextDecoder() };
  return (strict ? decoders.strict : decoders.lenient).decode(bytes);
}
