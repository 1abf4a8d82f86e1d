const maxBodyBytes = 1024 * 1024;

/**
 * Reads the whole body of an answer, at most 1 MiB.
 *
 * @throws an error that says why, if it is larger, shorter than declared, or cut off
 */
export async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const length = declaredBytes(response);
  if (length === undefined) return readCounted(response);
  if (length > maxBodyBytes) throw tooLarge();
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Not every runtime compares the two.
  if (bytes.length !== length) throw new Error(`${bytes.length} of ${length} bytes came`);
  return bytes;
}

/**
 * The length of the body as it will be read, where it is known. Not for a compressed body, whose length says nothing of
 * what it unpacks to, and not for a browser's cross-origin answer, which hides the header that would tell.
 */
function declaredBytes({ headers, type }: Response): number | undefined {
  const length = headers.get("content-length");
  if (length === null || !/^\d+$/.test(length) || type === "cors" || headers.has("content-encoding")) return undefined;
  return Number(length);
}

async function readCounted({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array();
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
