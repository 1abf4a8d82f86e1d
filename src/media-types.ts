import { isObject, parameterError, preview, type EnkashParameterError } from "./errors.js";
import type { Content, MediaType } from "./operation.js";

// generated/operations.ts imports only the media types it uses, so a bundler drops the other.

/** `application/json`. */
export const json: MediaType = {
  name: "application/json",
  copy(operationId, body) {
    try {
      const text = writeJson(body);
      // The value of the text that is sent. It is checked later.
      const value = text === undefined ? undefined : (JSON.parse(text) as unknown);
      return { value, write: () => Promise.resolve({ type: "application/json", data: String(text) }) };
    } catch (cause) {
      throw bodyError(operationId, "a value of JSON", cause);
    }
  },
  read: (operationId, request) => readAs(json, operationId, request, () => request.json()),
};

/**
 * The text of a value. Without the check, JSON.stringify would write null for NaN and for a gap in an array, `{}` for a Map,
 * and nothing for a function.
 *
 * @throws TypeError JSON has no form for a value in it
 */
function writeJson(value: unknown): string | undefined {
  return JSON.stringify(value, refuseOtherThanJson);
}

function refuseOtherThanJson(this: unknown, name: string, value: unknown): unknown {
  const isJson =
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    Number.isFinite(value) ||
    Array.isArray(value) ||
    Object.prototype.toString.call(value) === "[object Object]" ||
    (value === undefined && !Array.isArray(this));
  if (isJson) return value;
  throw new TypeError(`${preview(value)}${name && ` at ${preview(name)}`} has no form in JSON`);
}

/** `multipart/form-data`: an object of files and primitives. */
export const form: MediaType = {
  name: "multipart/form-data",
  copy(operationId, body) {
    const value = isObject(body) ? { ...body } : body;
    return { value, write: () => writeBytes(operationId, value as object) }; // Safe: the value is checked to be an object.
  },
  read: (operationId, request, parse) =>
    readAs(form, operationId, request, async () => {
      const parts = await request.formData();
      const members = Array.from(new Set(parts.keys()), (name): [string, unknown] => {
        const values = parts.getAll(name).map((part) => (typeof part === "string" ? parse(name, part) : part));
        return [name, values.length > 1 ? values : values[0]]; // No member is an array.
      });
      return Object.fromEntries(members);
    }),
};

/**
 * The form of an object of files and primitives. It has copies of the files: to encode one that has changed on the disk
 * never ends in Node 24 and 26, and its error ends the process.
 */
async function writeForm(members: object): Promise<FormData> {
  const parts = new FormData();
  for (const [name, value] of Object.entries(members) as [string, unknown][]) {
    if (value instanceof Blob) {
      const copy = new Blob([await value.arrayBuffer()], { type: value.type });
      if ("name" in value) parts.append(name, copy, String(value.name));
      else parts.append(name, copy);
    } else if (value !== undefined) parts.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return parts;
}

async function writeBytes(operationId: string, members: object): Promise<Content> {
  try {
    // `Response` encodes the form, since another fetch implementation may not accept this platform's FormData.
    const encoded = new Response(await writeForm(members));
    return { type: String(encoded.headers.get("content-type")), data: await encoded.arrayBuffer() };
  } catch (cause) {
    throw bodyError(operationId, "readable", cause); // A file on the disk may be gone.
  }
}

async function readAs(
  { name }: MediaType,
  operationId: string,
  request: Request,
  read: () => Promise<unknown>,
): Promise<unknown> {
  const contentType = request.headers.get("content-type");
  try {
    // A platform may have no `Request.body` to see it by.
    if (contentType === null && (await request.text()) === "") return undefined;
    // Without its parameters, such as the boundary of a form.
    if (contentType?.replace(/;[^]*/, "").trim().toLowerCase() === name) return await read();
  } catch (cause) {
    throw bodyError(operationId, name, cause);
  }
  throw bodyError(operationId, name, contentType ?? "no content-type");
}

function bodyError(operationId: string, expected: string, cause: unknown): EnkashParameterError {
  // A cycle has a message of several lines.
  const received = String(cause instanceof Error ? cause.message : cause).replace(/\n[^]*/, "");
  const reason = `body must be ${expected}; got ${received}`;
  return parameterError(reason, { operationId, parameter: "body", in: "body", cause });
}
