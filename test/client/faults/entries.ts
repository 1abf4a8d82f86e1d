import { join } from "node:path";

import { createEnkashClient, type EnkashApiError, type EnkashClientOptions } from "../../../src/index.js";
import { apiErrorOf, createEnkashFetch, createOpenapiFetchClient } from "../../../src/openapi-fetch.js";
import { runNode } from "../../support/run.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

/** Deletes the customer as this entry's documentation says. Resolves with the body of a success, and rejects otherwise. */
export type Entry = (options: EnkashClientOptions, customerId: string) => Promise<unknown>;

/** What openapi-fetch and hey-api return. A `response` is missing where hey-api's `fetch` rejected. */
interface Result {
  data?: unknown;
  error?: unknown;
  response?: Response;
}

function read({ data, error, response }: Result): unknown {
  // As the documentation of both has it. Otherwise the customer is deleted.
  if (error) {
    expect(data).toBeUndefined();
    if (error instanceof Error) throw error; // hey-api gives the reason of a rejection as an error without a response.
    expect(typeof error).toBe("object");
    throw failureOf(response);
  }
  expect(response?.ok).toBe(true);
  return data ?? {};
}

function failureOf(response: Response | undefined): EnkashApiError {
  const failure = response && apiErrorOf(response);
  if (failure === undefined) throw new Error("a failure without its EnkashApiError");
  expect(response).toMatchObject({ ok: false, status: failure.status });
  return failure;
}

export const entries: Readonly<Record<string, Entry>> = {
  "a method": (options, customerId) => createEnkashClient(options).deleteCustomerByCustomerId({ customerId }),

  "openapi-fetch": async (options, customerId) => {
    const client = createOpenapiFetchClient(options);
    return read(await client.DELETE("/api/v0/customer/{customerId}", { params: { path: { customerId } } }));
  },

  "openapi-fetch with middleware": async (options, customerId) => {
    const client = createOpenapiFetchClient(options);
    client.use({ onResponse: () => undefined });
    return read(await client.DELETE("/api/v0/customer/{customerId}", { params: { path: { customerId } } }));
  },

  "the fetch": async (options, customerId) => {
    const url = `${options.baseUrl}/api/v0/customer/${customerId}`;
    const response = await createEnkashFetch(options)(url, { method: "DELETE" });
    if (!response.ok) throw failureOf(response);
    return response.status === 204 ? {} : (response.json() as unknown);
  },

  "hey-api over the fetch": async (options, customerId) => {
    const { createClient, deleteCustomer } = await heyApi;
    const client = createClient({ baseUrl: options.baseUrl, fetch: createEnkashFetch(options) });
    return read(await deleteCustomer({ client, path: { customerId } }));
  },
};

/** Of the client that hey-api makes of the description. */
interface HeyApi {
  createClient: (config: object) => unknown;
  deleteCustomer: (options: object) => Promise<Result>;
}

let heyApi: Promise<HeyApi>;
beforeAll(async () => {
  heyApi = makeHeyApi();
  await heyApi;
});

async function makeHeyApi(): Promise<HeyApi> {
  const folder = temporaryFolder();
  const generator = "node_modules/@hey-api/openapi-ts/bin/run.js";
  const args = ["--input", "./generated/openapi.yaml", "--output", folder, "--no-log-file"];
  const { exitCode, stdout, stderr } = await runNode([generator, ...args]);
  if (exitCode !== 0) throw new Error(stdout + stderr);
  // Safe: their forms are those of hey-api's documentation, and the tests call them.
  const { createClient } = (await import(join(folder, "client/index.ts"))) as Pick<HeyApi, "createClient">;
  const methods = (await import(join(folder, "sdk.gen.ts"))) as Record<string, HeyApi["deleteCustomer"]>;
  const deleteCustomer = methods["deleteCustomerByCustomerId"];
  if (deleteCustomer === undefined) throw new Error("hey-api made no deleteCustomerByCustomerId");
  return { createClient, deleteCustomer };
}
