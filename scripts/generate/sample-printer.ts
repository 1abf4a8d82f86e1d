// Prints a request in a language by @scalar/snippetz, and patches its text where it does not run.
import type { snippetz as Snippetz } from "@scalar/snippetz";

export type Printer = ReturnType<typeof Snippetz>;
type Target = Parameters<Printer["print"]>[0];

export interface SampleRequest {
  method: string;
  url: string;
  /** The header parameters. */
  headers: { name: string; value: string }[];
  hasToken: boolean;
  body: SampleBody | undefined;
}

export type SampleBody = { json: unknown } | { form: FormPart[] };

/** A file, or a primitive. */
export type FormPart = { name: string; fileName: string } | { name: string; value: unknown };

type Patch = [pattern: string | RegExp, replacement: string];

export interface Language {
  /** The portal's name of the language. */
  label: string;
  /** Whether `npm run samples:check` can run it: Debian has a toolchain. */
  tested: boolean;
  library: [target: string, client: string];
  /** Escapes the text of a header or of a form for the literal that the library writes it into. */
  escape: (text: string) => string;
  /** `patches` put the placeholder where the library writes the object {@link placeholderBody}; `text` is what replaces it. */
  json: { patches: Patch[]; text: (body: unknown) => string };
  /** For a form, and for files and texts in it; or why there is no sample of a form. */
  form: { patches?: Patch[]; filePatches?: Patch[]; textPatches?: Patch[] } | NoSample;
  /** For a request without a body. */
  bodilessPatches?: Patch[];
  /** Read the token from the environment, in a request that has one. */
  token: Patch[];
  /** For every request, after the patches above. */
  patches: Patch[];
}

interface NoSample {
  /** The reason, for readers. */
  missing: string;
  /** Matches the library's output while the reason still holds. */
  sign: RegExp;
}

/** The token in the library's text, which is replaced by the language's way to read an environment variable. */
export const placeholder = "TOKEN";

// The library escapes most text wrongly, so it prints placeholders that are replaced by escaped text at the end.
export const methodPlaceholder = "METHOD_PLACEHOLDER";
export const bodyPlaceholder = "BODY_PLACEHOLDER";
const valuePlaceholder = (index: number) => `VALUE_${index}_PLACEHOLDER`;
const placeholders = /METHOD_PLACEHOLDER|BODY_PLACEHOLDER|VALUE_(\d+)_PLACEHOLDER/g;

/** The object that the library gets as the JSON body. */
const placeholderBody = { [bodyPlaceholder]: 0 };

/** The sample, or why there is none. */
export function printSample(
  printer: Printer,
  language: Language,
  request: SampleRequest,
): { source: string } | { missing: string } {
  const { library, json, form, escape } = language;
  const { method, hasToken, body } = request;
  const hasForm = body !== undefined && "form" in body;
  const values: string[] = [];
  const text = libraryText(printer, library, request, (value) => valuePlaceholder(values.push(value) - 1));
  if (hasForm && "missing" in form) {
    assertFound(text, form.sign, library);
    return { missing: form.missing };
  }

  const patches = [...bodyPatches(language, body), ...(hasToken ? language.token : []), ...language.patches];
  const patched = patches.reduce((source, patch) => applied(source, patch, library), text);
  const source = patched.replace(placeholders, (found: string, index?: string) => {
    if (found === methodPlaceholder) return method;
    if (found === bodyPlaceholder) return body !== undefined && "json" in body ? json.text(body.json) : "";
    return escape(values[Number(index)] ?? "");
  });
  return { source: `${source.trim()}\n` };
}

function bodyPatches({ json, form, bodilessPatches = [] }: Language, body: SampleBody | undefined): Patch[] {
  if (body === undefined) return bodilessPatches;
  if ("json" in body) return json.patches;
  if ("missing" in form) return [];
  const { patches = [], filePatches = [], textPatches = [] } = form;
  return [
    ...patches,
    ...(body.form.some((part) => "fileName" in part) ? filePatches : []),
    ...(body.form.some((part) => "value" in part) ? textPatches : []),
  ];
}

function libraryText(
  printer: Printer,
  [target, client]: Language["library"],
  { method, url, headers, hasToken, body }: SampleRequest,
  placeholderFor: (value: string) => string,
): string {
  const isJson = body !== undefined && "json" in body;
  // Safe: for a target or client that the library does not have, it returns nothing, which is an error below.
  const text = printer.print(target as Target, client as never, {
    method,
    url,
    headers: [
      ...(hasToken ? [{ name: "Authorization", value: `Bearer ${placeholder}` }] : []),
      { name: "Accept", value: "application/json" },
      ...headers.map(({ name, value }) => ({ name, value: placeholderFor(value) })),
      ...(isJson ? [{ name: "Content-Type", value: "application/json" }] : []),
    ],
    ...(isJson && { postData: { mimeType: "application/json", text: JSON.stringify(placeholderBody) } }),
    ...(body !== undefined &&
      "form" in body && {
        postData: {
          mimeType: "multipart/form-data",
          params: body.form.map((part) =>
            "value" in part ? { ...part, value: placeholderFor(String(part.value)) } : part,
          ),
        },
      }),
  });
  if (!text) throw new Error(`@scalar/snippetz has no ${target}/${client}`);
  return text.trim().replaceAll("\r\n", "\n");
}

/** A patch that no longer applies is an error, so that a new version of the library cannot drop it. */
function applied(source: string, [pattern, replacement]: Patch, library: Language["library"]): string {
  assertFound(source, pattern, library);
  return typeof pattern === "string"
    ? source.replace(pattern, () => replacement)
    : source.replace(pattern, replacement);
}

function assertFound(source: string, pattern: string | RegExp, library: Language["library"]): void {
  const found = typeof pattern === "string" ? source.includes(pattern) : source.search(pattern) !== -1;
  if (!found)
    throw new Error(`@scalar/snippetz's ${library.join("/")} no longer has ${String(pattern)}; review the patch`);
}
