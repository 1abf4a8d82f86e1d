import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import ts from "typescript";

import { evidenceMark } from "../../scripts/lint/evidence-mark.js";
import { operationTable } from "../../generated/operations.js";
import { requireBuild } from "../../scripts/shared/require-build.js";
import { errorTypes, parameterPatterns } from "../../src/index.js";

requireBuild();
// The language service checks the whole program on first use.
jest.setTimeout(60_000);

// A consumer's file as it is in an editor; | marks the cursor.
const source = `
import { createEnkashClient, EnkashApiError } from "enkash-customer-client";
import { passwordGrant } from "enkash-customer-client/auth";
import { apiErrorOf, createEnkashFetch, createOpenapiFetchClient } from "enkash-customer-client/openapi-fetch";
import { createSandbox } from "enkash-customer-client/sandbox";

const enkash = createEnkashClient({ baseUrl: "https://sandbox.invalid", time|outMs: 5_000 });
const call = enkash.delete|CustomerByCustomerId({ customer|Id: "KC0123456789ABCD" }, { max|Retries: 0 });
call.catch((error: unknown) => {
  if (error instanceof EnkashApiError && error.errorType === "|") throw error;
});
const deleted = await call;
console.log(delet|ed.response_|code);
createEnkashClient(|{ baseUrl: "" });
createOpenapiFetchClient(|{ baseUrl: "" });
const enkashFetch = createEnkashFetch(|{ baseUrl: "" });
apiErrorOf(|await enkashFetch(""));
passwordGrant(|{ baseUrl: "", clientId: "", clientSecret: "", username: "", password: "" });
createSandbox(|{});
`;
const positions = Array.from(source.matchAll(/\|/g), ({ index }, count) => index - count);
const text = source.replaceAll("|", "");
const file = join(resolve("test"), "in-an-editor.ts");

const service = ts.createLanguageService({
  ...ts.sys,
  useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
  getScriptFileNames: () => [file],
  getScriptVersion: () => "1",
  getScriptSnapshot: (name) => {
    const content = name === file ? text : ts.sys.readFile(name);
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getCurrentDirectory: () => resolve("."),
  getCompilationSettings: () => ({
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: [], // As for a browser: reading the types of Node takes twice as long as those of the DOM.
  }),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
});

/** What an editor shows where the cursor is: the type, the comment and its tags. */
function hover(nth: number): string {
  const info = service.getQuickInfoAtPosition(file, positions[nth] ?? -1);
  const tags = (info?.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`);
  return [ts.displayPartsToString(info?.displayParts), ts.displayPartsToString(info?.documentation), ...tags].join(
    "\n",
  );
}

/** What an editor shows within the brackets of a call: the signature, and the comment of each parameter. */
function signature(nth: number): { signature: string; parameters: string[] } {
  const help = service.getSignatureHelpItems(file, positions[nth] ?? -1, {});
  const item = help?.items[help.selectedItemIndex];
  const parts = [item?.prefixDisplayParts, ...(item?.parameters ?? []).map((parameter) => parameter.displayParts)];
  const signature = [...parts, item?.suffixDisplayParts].map((part) => ts.displayPartsToString(part)).join("");
  const parameters = (item?.parameters ?? []).map(({ documentation }) => ts.displayPartsToString(documentation));
  return { signature, parameters };
}

it("the file is correct as it stands, but for the text that is being typed", () => {
  const diagnostics = service
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  expect(diagnostics).toEqual([]);
});

it("an option shows its meaning, its unit and its default", () => {
  expect(hover(0)).toMatch(/timeoutMs\?: number[^]*Milliseconds that one attempt may take[^]*@defaultValue 10 000/);
  expect(hover(3)).toMatch(/maxRetries\?: number[^]*0 means exactly one request[^]*@defaultValue the client's/);
});

it("a method shows what it does, what it takes, gives and throws", () => {
  const shown = hover(1);
  expect(shown).toContain(
    "deleteCustomerByCustomerId(parameters: DeleteCustomerByCustomerIdParameters, options?: CallOptions",
  );
  expect(shown).toContain("Promise<Envelope>");
  expect(shown).toContain("Delete a customer");
  expect(shown).toContain("`DELETE /api/v0/customer/{customerId}`");
  for (const name of ["EnkashParameterError", "EnkashApiError", "EnkashResponseError", "EnkashConnectionError"]) {
    expect(shown).toContain(`@throws ${name}`);
  }
});

it("a parameter shows its meaning, its pattern and an example", () => {
  const shown = hover(2);
  expect(shown).toContain("The id of the customer");
  expect(shown).toContain(`Pattern: \`${parameterPatterns.deleteCustomerByCustomerId.customerId.source}\``);
  expect(shown).toMatch(/@example\s+"KC0123456789ABCD"/);
});

it("the result of a call shows the name of its schema, and each member its meaning", () => {
  expect(hover(5)).toMatch(/^const deleted: Envelope$/m);
  const shown = hover(6);
  expect(shown).toContain("(property) response_code?: number | null | undefined\n0 on success; 200 has been seen too.");
  expect(shown).toContain("Format: int32\n@example 0");
  expect(shown).not.toMatch(/@description|@enum/);
});

it.each(["index", "openapi-fetch", "auth/index", "sandbox/index"])(
  "no hover of %s shows the grades of evidence, which are in the reference",
  (entry) => {
    expect(readFileSync(`dist/esm/src/${entry}.d.ts`, "utf8").match(/.*evidence.*/gi)).toBeNull();
    expect(readFileSync("generated/openapi.yaml", "utf8")).toMatch(evidenceMark);
  },
);

it.each([
  [7, "createEnkashClient(options: EnkashClientOptions): EnkashClient"],
  [8, /^createOpenapiFetchClient\(options: EnkashClientOptions\): Client<paths, /],
  [9, "createEnkashFetch(options: EnkashClientOptions): EnkashFetch"],
  [10, "apiErrorOf(response: Response): EnkashApiError | undefined"],
  [11, "passwordGrant(options: PasswordGrantOptions): PasswordGrant"],
  [12, "createSandbox(options?: SandboxOptions): Sandbox"],
])("the signature at cursor %i has names and no anonymous object, and its parameters are explained", (nth, wanted) => {
  const shown = signature(nth);
  expect(shown.signature).toEqual(typeof wanted === "string" ? wanted : expect.stringMatching(wanted));
  expect(shown.signature).not.toContain("{ ");
  for (const comment of shown.parameters) expect(comment).toMatch(/\w{3}/);
});

it("no hover explains a method that the description does not have", () => {
  const described = new Set(Object.values(operationTable).map(({ method }) => method));
  const absent = ["GET", "POST", "PUT", "PATCH"].filter((method) => !described.has(method));
  const declarations = readFileSync("dist/esm/src/index.d.ts", "utf8");
  for (const method of absent) expect(declarations).not.toMatch(new RegExp(`\\b${method}\\b`));
});

it("the nine error types are offered", () => {
  const offered = service.getCompletionsAtPosition(file, positions[4] ?? -1, {})?.entries.map(({ name }) => name);
  expect(offered).toEqual(expect.arrayContaining([...errorTypes]));
});
