import { getEventListeners } from "node:events";

import { requireBuild } from "../../scripts/shared/require-build.js";
import { createEnkashClient } from "../../src/index.js";
import { listenWith } from "../support/loopback.js";
import { runNode } from "../support/run.js";
import { runTypeScript } from "../support/run-typescript.js";
import { customerId } from "../support/documented.js";

requireBuild();

it("10 000 calls over one signal leave no listener and no growth of the heap past noise", async () => {
  const { exitCode, stdout, stderr } = await runTypeScript("test/package/leaks/many-calls.ts", [], {
    nodeOptions: ["--expose-gc"],
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  // Safe: it is what the script prints.
  const { listeners, grownBytes, calls } = JSON.parse(stdout) as Record<string, number>;
  expect({ listeners, calls }).toEqual({ listeners: 0, calls: 10_000 });
  // A listener, a timer or a response kept by each of the last 5 000 calls would be more than half a megabyte.
  expect(grownBytes).toBeLessThan(500_000);
});

it("a process that made one call with a minute's timeout has nothing left to wait for", async () => {
  const server = await listenWith(200, { response_code: 0 });
  try {
    const { exitCode, stdout, stderr } = await runTypeScript("test/package/leaks/one-call.ts", [server.url]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).not.toContain("Timeout");
  } finally {
    await server.close();
  }
});

it("a process that logged in has no timer left", async () => {
  const script = `
    import { passwordGrant } from "enkash-customer-client/auth";
    import { createSandbox } from "enkash-customer-client/sandbox";
    const { fetch, accounts } = createSandbox();
    await passwordGrant({ baseUrl: "https://sandbox.invalid", ...accounts[0], fetch })();
    console.log(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length);
  `;
  const ran = await runNode(["--input-type=module", "--eval", script]);
  expect(ran).toEqual({ exitCode: 0, stdout: "0\n", stderr: "" });
});

it("500 calls at once all settle", async () => {
  const server = await listenWith(200, { response_code: 0 });
  try {
    const { signal } = new AbortController();
    let mostListeners = 0;
    const enkash = createEnkashClient({
      baseUrl: server.url,
      allowInsecureHttp: true,
      timeoutMs: 60_000,
      fetch: (url, init) => {
        mostListeners = Math.max(mostListeners, getEventListeners(signal, "abort").length);
        return fetch(url, init);
      },
    });
    const calls = Array.from({ length: 500 }, (_, index) =>
      enkash.deleteCustomerByCustomerId({ customerId: `KC${String(index).padStart(14, "0")}` }, { signal }),
    );
    await expect(Promise.all(calls)).resolves.toEqual(Array(500).fill({ response_code: 0 }));
    expect(new Set(server.requests.map(({ url }) => url)).size).toBe(500);
    // Node warns of a leak from the eleventh listener on.
    expect({ mostListeners, left: getEventListeners(signal, "abort").length }).toEqual({ mostListeners: 1, left: 0 });
  } finally {
    await server.close();
  }
});

it("an abort ends every call over its signal", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  let requests = 0;
  const enkash = createEnkashClient({
    baseUrl: "https://silent.invalid",
    fetch: () => {
      if (++requests === 100) controller.abort("enough");
      return new Promise(() => undefined);
    },
  });
  const calls = Array.from({ length: 100 }, () => enkash.deleteCustomerByCustomerId({ customerId }, { signal }));
  await expect(Promise.allSettled(calls)).resolves.toEqual(Array(100).fill({ status: "rejected", reason: "enough" }));
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
