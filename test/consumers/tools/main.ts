// Tools that know nothing of this package read its description: what they make of it agrees with the sandbox and the client.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { createEnkashClient, EnkashApiError, EnkashError, errorTypes } from "enkash-customer-client";
import { createEnkashFetch } from "enkash-customer-client/openapi-fetch";
import { createSandbox } from "enkash-customer-client/sandbox";
import { sample } from "openapi-sampler";
import { parse } from "yaml";

import { createClient } from "./hey-api/client/index.js";
import { deleteCustomerByCustomerId } from "./hey-api/sdk.gen.js";

const require = createRequire(import.meta.url);
const description = require.resolve("enkash-customer-client/openapi.yaml");
const customerId = "KC0123456789ABCD";

/** Starts Prism, and returns its address. Its messages go to the standard error. */
async function withPrism<T>(args: string[], use: (url: string) => Promise<T>): Promise<T> {
  const prism = require.resolve("@stoplight/prism-cli/package.json").replace("package.json", "dist/index.js");
  const child = spawn(process.execPath, [prism, ...args, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    let printed = "";
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      printed += String(chunk);
      const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (url === undefined) continue;
      child.stdout.resume();
      return await use(url);
    }
    throw new Error(`Prism ended: ${printed}`);
  } finally {
    child.kill();
  }
}

/** The outcome of a call, and what the server said. */
async function outcome(baseUrl: string, prefer: string): Promise<string[]> {
  const headers = prefer === "" ? {} : { Prefer: prefer };
  const enkash = createEnkashClient({ baseUrl, accessToken: "any", allowInsecureHttp: true, maxRetries: 0, headers });
  try {
    const { response_message: message } = await enkash.deleteCustomerByCustomerId({ customerId });
    return ["resolved", String(message)];
  } catch (error) {
    if (!(error instanceof EnkashError)) throw error;
    return [error.outcome, error instanceof EnkashApiError ? `${error.status} ${error.errorType}` : error.name];
  }
}

/** What the sandbox and Prism's mock have to agree on. */
const expected: Record<string, string[]> = {
  "": ["resolved", "SUCCESS"],
  "code=200": ["resolved", "SUCCESS"],
  "code=400": ["refused", "400 VALIDATION_ERROR"],
  "code=401": ["refused", "401 UNAUTHORIZED"],
  "code=403": ["refused", "403 INVALID_ACCESS"],
  "code=404": ["not-found", "404 RECORD_NOT_FOUND"],
  "code=422": ["refused", "422 UNPROCESSABLE_REQUEST"],
  "code=500": ["unknown", "500 SYSTEM_ERROR"],
  "example=TokenInvalidUnder200": ["refused", "200 undefined"],
  "example=FailureUnder200": ["refused", "200 undefined"],
  "example=ErrorResponseUnder200": ["refused", "200 RECORD_NOT_FOUND"],
};

await withPrism(["mock", description], async (url) => {
  for (const [prefer, end] of Object.entries(expected))
    assert.deepEqual([prefer, await outcome(url, prefer)], [prefer, end]);
});

// With --errors, the proxy responds itself to a request or a response that violates the description.
const sandboxUrl = process.env["ENKASH_BASE_URL"] ?? "";
await withPrism(["proxy", "--errors", description, sandboxUrl], async (url) => {
  const preferences = Object.entries(expected).filter(([prefer]) => prefer !== "");
  for (const [prefer, end] of preferences) assert.deepEqual([prefer, await outcome(url, prefer)], [prefer, end]);
  for (let call = 1; call <= 2; call++) console.log((await outcome(url, "")).at(-1)?.replace(/^404 /, ""));
});

// hey-api's client validates by zod what it sends and what it gets.
const sandbox = createSandbox();
const baseUrl = "https://sandbox.invalid";
const client = createClient({
  baseUrl,
  fetch: createEnkashFetch({ baseUrl, accessToken: "any", fetch: sandbox.fetch }) as typeof fetch,
});
const [first, second] = [
  await deleteCustomerByCustomerId({ client, path: { customerId } }),
  await deleteCustomerByCustomerId({ client, path: { customerId } }),
];
assert.equal(first.data?.response_message, "SUCCESS");
assert.equal(second.error?.errorResponse?.errorType, "RECORD_NOT_FOUND");
await assert.rejects(deleteCustomerByCustomerId({ client, path: { customerId: "KC-1" }, throwOnError: true }), {
  name: "ZodError",
});

// What openapi-sampler, as many mocks and pages, makes of the schema is a success, and not success and failure at once.
const document = parse(readFileSync(description, "utf8")) as { components: { schemas: Record<string, object> } };
const fetchSample = () =>
  Promise.resolve(Response.json(sample(document.components.schemas["Envelope"] ?? {}, {}, document)));
const sampled = createEnkashClient({ baseUrl, accessToken: "any", fetch: fetchSample });
assert.equal((await sampled.deleteCustomerByCustomerId({ customerId })).response_message, "SUCCESS");
assert.ok(errorTypes.includes(sample(document.components.schemas["ErrorType"] ?? {}, {}, document) as never));

console.log(createSandbox().customers.size);
