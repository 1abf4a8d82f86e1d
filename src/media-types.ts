import { parameterError, preview, type EnkashParameterError } from "./errors.js";
import type { MediaType } from "./operation.js";
import { isObject } from "./schema.js";

// The table of operations refers to the media types that it needs, so that a bundler drops the other one.

/** `application/json`. */
export const json: MediaType = {
  name: "application/json",
  copy(operationId, body) {
    try {
      const text = JSON.stringify(body, refuseOtherThanJson) as string | undefined; // Sound: undefined for undefined.
      return text === undefined ? undefined : (JSON.parse(text) as unknown); // Sound: checked later.
    } catch (cause) {
      throw refused(operationId, "a value of JSON", cause);
    }
  },
  encode: (body) => Promise.resolve({ contentType: "application/json", content: JSON.stringify(body) }),
  read: (operationId, request) => readAs(json, operationId, request, () => request.json()),
};

/** JSON.stringify would write null for NaN and for a gap in an array, `{}` for a Map, and nothing for a function. */
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
  copy: (_, body) => (isObject(body) ? { ...body } : body),
  async encode(body) {
    const parts = new FormData();
    // Sound: a body of this type is checked to be an object of files and primitives.
    const members = Object.entries(body as Record<string, Blob | string | number | boolean | undefined>);
    for (const [name, value] of members) {
      if (value !== undefined) parts.append(name, value instanceof Blob ? value : String(value));
    }
    // The platform writes the parts and the boundary. Only the `fetch` of its own platform would understand the form itself.
    const encoded = new Response(parts);
    return { contentType: encoded.headers.get("content-type") ?? "", content: await encoded.arrayBuffer() };
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

async function readAs(
  { name }: MediaType,
  operationId: string,
  request: Request,
  read: () => Promise<unknown>,
): Promise<unknown> {
  const contentType = request.headers.get("content-type") ?? "no content-type";
  try {
    if (contentType.toLowerCase().startsWith(name)) return await read();
  } catch (cause) {
    throw refused(operationId, name, cause);
  }
  throw refused(operationId, name, contentType);
}

function refused(operationId: string, expected: string, cause: unknown): EnkashParameterError {
  const reason = `body must be ${expected}; got ${String(cause)}`;
  return parameterError(reason, { operationId, parameter: "body", in: "body", cause });
}
