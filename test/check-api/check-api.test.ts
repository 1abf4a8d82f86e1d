import { readFileSync } from "node:fs";
import { createServer } from "node:net";

import { examples } from "../../generated/examples.js";
import { servers } from "../../generated/operations.js";
import { listen, listenWith, type Loopback } from "../support/loopback.js";
import { check, everything, loginVariables, rowsOf, runCheck, send } from "./check.js";
import { absent, account, body, customer, details, listenAs, to, type Change, type Server } from "./servers.js";

jest.setTimeout(120_000);

const open: Loopback[] = [];
afterAll(async () => {
  for (const server of open) await server.close();
});

async function started<Started extends Loopback>(server: Promise<Started>): Promise<Started> {
  open.push(await server);
  return server;
}

function serverAs(change?: Change): Promise<Server> {
  return started(listenAs(change));
}

const notSeenInSandbox = [
  "Retry-After is seconds or an HTTP date: ",
  "a login is refused as RFC 6749 5.2 says: ",
  "a failure can arrive under 200: ",
];

describe("against a server that differs in one way, exactly that row differs:", () => {
  const page = "<html>Log in, Ramesh</html>";

  it.concurrent.each<[why: string, row: string, change: Change, args?: string[]]>([
    // First, since it waits.
    [
      "a slow one",
      "a whole response within 3000 ms: made-up token: EnkashTimeoutError",
      to("made up", (_, { url }) => ({
        delayMs: url?.endsWith(customer) === true || url?.endsWith(absent) === true ? 10_000 : 0,
      })),
      ["--timeout", "3000"],
    ],
    [
      "another errorType",
      "errorResponse.errorType is one of the 9 or null: no token: AUTH_FAILED",
      to("none", details({ errorType: "AUTH_FAILED" })),
    ],
    [
      "the errorType of another status",
      "which errorType belongs to which status: no token: 401 INVALID_ACCESS",
      to("none", details({ errorType: "INVALID_ACCESS" })),
    ],
    [
      "a bare string",
      'the body of an error status is the envelope too: no token: "Aaaaaaaaaaaa"',
      to("none", () => ({ text: '"Unauthorized"' })),
    ],
    [
      "a 200 with HTML",
      "the content type is application/json: delete: text/html",
      to("own", ({ status }) =>
        status === 200 ? { text: page, headers: { "content-type": "text/html" } } : undefined,
      ),
    ],
    [
      "a new member",
      "no other members: no token: traceId",
      to(
        "none",
        body((own) => ({ ...own, traceId: "x" })),
      ),
    ],
    ["a new member inside", "no other members: no token: errorResponse.path", to("none", details({ path: "x" }))],
    [
      "a number as text",
      "response_code is integer or null: delete: 0",
      to("own", ({ status, ...response }, request) =>
        status === 200 ? body((own) => ({ ...own, response_code: "0" }))({ status, ...response }, request) : undefined,
      ),
    ],
    [
      "a redirect",
      "no redirect: no token: 302",
      to("none", () => ({ status: 302, headers: { location: "http://127.0.0.1:9/" }, text: "" })),
    ],
    [
      "401 without a body",
      "the body of an error status is the envelope too: no token: an empty body",
      to("none", () => ({ text: "", headers: {} })),
    ],
    [
      "another timestamp",
      "timestamp is yyyy-MM-dd HH:mm:ss: no token: 0000-00-00A00:00:00A",
      to("none", details({ timestamp: "2026-01-02T03:04:05Z" })),
    ],
    ["another requestId", "requestId is a UUID: no token: 00000", to("none", details({ requestId: "12345" }))],
    [
      "another status to a wrong token",
      "a made-up token: 401: made-up token: 403",
      to("made up", (_, { url }) =>
        url?.endsWith(absent) === true
          ? {
              status: 403,
              text: JSON.stringify(examples.deleteCustomerByCustomerId.responses["403"]?.["InvalidAccess"]),
            }
          : undefined,
      ),
    ],
    [
      "a status that is not documented",
      "a status of 200, 400, 401, 403, 404, 422, 500: delete again: 410",
      to("own", ({ status }, { url }) =>
        status === 404 && url?.endsWith(customer) === true ? { status: 410 } : undefined,
      ),
    ],
    [
      "a success without a sign",
      "a success has response_code 0 or 200 to 299, or SUCCESS: delete: unknown",
      to("own", ({ status }) => (status === 200 ? { text: '{"payload":"Deleted"}' } : undefined)),
    ],
    [
      "expires_in as text",
      "expires_in is a number: login: string 86399",
      to(
        "login",
        body((own) => ({ ...own, expires_in: "86399" })),
      ),
    ],
    [
      "Retry-After in words",
      "Retry-After is seconds or an HTTP date: no token: aaaa",
      to("none", ({ headers }) => ({ headers: { ...headers, "retry-after": "soon" } })),
    ],
  ])("%s", async (_, row, change, args = []) => {
    const server = await serverAs(change);
    const checked = await send(server.url, [...everything, ...args]);
    const { DIFFERS } = rowsOf(checked);
    const isStatus = row.startsWith("a status of");
    // A status that is not expected has its own row besides.
    expect(isStatus ? DIFFERS.slice(1) : DIFFERS).toEqual([row]);
    expect(checked.exitCode).toBe(1);
    expect(checked.stdout + checked.report + checked.responses).not.toContain("Ramesh");
  });

  it.concurrent.each<[name: string, kind: "none" | "made up" | "own", count: number, without: string, row: string]>([
    ["no token", "none", 1, "without a valid token", "a request without a token: 401: no token: 200"],
    ["made-up token", "made up", 2, "without a valid token", "a made-up token: 401: made-up token: 200"],
    ["absent id", "own", 6, "with the id of no customer", "your token, and no such customer: 404: absent id: 200"],
  ])("one that deletes: %s. It is told loudly, and nothing more is sent", async (name, kind, count, without, row) => {
    const deleted = JSON.stringify(examples.deleteCustomerByCustomerId.responses["200"]?.["CustomerDeleted"]);
    const server = await serverAs(to(kind, () => ({ status: 200, text: deleted })));
    const checked = await send(server.url, everything);
    expect(rowsOf(checked).DIFFERS).toEqual([row]);
    const alarm = `ALARM: a delete was reported ${without} ("${name}"); tell EnKash.`;
    expect(checked.exitCode).toBe(1);
    expect(checked.stderr).toBe(`${alarm}\n`);
    expect(checked.report.startsWith(alarm)).toBe(true);
    expect(server.requests).toHaveLength(count);
    expect(server.customers.size).toBe(1);
  });
});

describe("without --send", () => {
  it.concurrent("prints the plan and sends nothing", async () => {
    const server = await serverAs();
    const checked = await runCheck(everything, { env: { ENKASH_BASE_URL: server.url, ...loginVariables } });
    expect(checked).toMatchObject({ exitCode: 0, stderr: "", report: "", responses: "" });
    expect(checked.stdout).toMatch(/8 requests, each once:[^]*DELETES THIS CUSTOMER[^]*Nothing was sent\./);
    expect(server.requests).toEqual([]);
  });

  it.concurrent.each(servers)("has a plan for $url only with --live, unless it is the test host", async ({ url }) => {
    const env = { ENKASH_BASE_URL: url };
    const planned = { exitCode: 0, stderr: "" };
    const isTest = url === "https://ekpayout-uat.enkash.in";
    const refused = { exitCode: 2, stderr: expect.stringMatching(/add --live if you mean it\n$/) as string };
    expect(await check([], { env })).toMatchObject(isTest ? planned : refused);
    expect(await check(["--live"], { env })).toMatchObject(planned);
  });
});

describe("refuses, and sends nothing:", () => {
  const local = { ENKASH_BASE_URL: "http://127.0.0.1:9" };
  const token = { ...local, ENKASH_ACCESS_TOKEN: "t" };
  const live = { ENKASH_BASE_URL: "https://api.enkash.in" };

  it.concurrent.each<[why: string, args: string[], env: NodeJS.ProcessEnv, message: string]>([
    ["plain HTTP to another host", [], { ENKASH_BASE_URL: "http://example.com" }, "baseUrl must be an https: URL"],
    ["a host that is not known", [], { ENKASH_BASE_URL: "https://proxy.invalid" }, "add --live"],
    ["half a login", [], { ...local, ENKASH_USERNAME: "me" }, "clientId is empty"],
    ["a token that is none", [], { ...local, ENKASH_ACCESS_TOKEN: "a b" }, "accessToken must be"],
    ["an id without credentials", ["--absent", absent], local, "an id needs ENKASH_ACCESS_TOKEN"],
    ["a malformed id", ["--absent", "KC-1"], token, 'an id must match ^KC[A-Z0-9]{14}$; got "KC-1"'],
    ["an empty id", ["--delete", ""], token, "an id must match"],
    ["one id for both", ["--absent", absent, "--delete", absent], token, "are the same id"],
    [
      "a short pause on a real host",
      ["--live", "--pause", "999"],
      live,
      "--pause must be a whole number, 1000 or more",
    ],
    ["a pause that is none", ["--pause", "1e3"], local, "--pause must be"],
    ["another host", ["--send", "--host", "127.0.0.1"], local, "nothing was sent: --host is 127.0.0.1:9"],
    ["no base URL", [], {}, "set ENKASH_BASE_URL"],
    ["a host that was not typed", ["--send"], local, "nothing was sent: give --host"],
    [
      "an id that was not typed again",
      ["--send", "--host", "127.0.0.1:9", "--delete", customer],
      token,
      "give --delete-again",
    ],
    ["an option that there is not", ["--force"], local, "Unknown option"],
  ])("%s, in one line, and exits with 2", async (_, args, env, message) => {
    const { exitCode, stderr, report } = await check(args, { env });
    expect({ exitCode, report }).toEqual({ exitCode: 2, report: "" });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^check:api: .*\n$/);
  });

  it.concurrent("an id that was typed differently", async () => {
    const server = await serverAs();
    const { exitCode, stderr } = await send(server.url, ["--delete", customer, "--delete-again", absent]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`nothing was sent: --delete-again is ${customer}`);
    expect(server.requests).toEqual([]);
  });
});

describe("against the sandbox", () => {
  it.concurrent("everything is kept", async () => {
    const server = await serverAs();
    const checked = await send(server.url, everything, { run: runCheck });
    expect(checked).toMatchObject({ exitCode: 0, stderr: "" });
    expect(rowsOf(checked)).toMatchObject({ DIFFERS: [], "not seen": notSeenInSandbox });
    expect(server.customers).toEqual(new Set());
    expect(checked.report).toContain("Done. 8 of 8 requests were sent.");
    expect(checked.stdout).toContain(checked.report);
    expect(checked.responses.trim().split("\n")).toHaveLength(8);
  });

  it.concurrent("the report is the one that docs/check-api.md shows, but for times", async () => {
    const server = await serverAs();
    const { report } = await send(server.url, ["--absent", absent]);
    const cells = (text: string) => text.match(/^\| (kept|DIFFERS|not seen) .*(?= \| .*\|$)/gm);
    expect(cells(readFileSync("docs/check-api.md", "utf8"))).toEqual(cells(report));
  });

  it.concurrent("no request has a valid token, unless an id is given for it", async () => {
    const server = await serverAs();
    const checked = await send(server.url, []);
    expect(checked).toMatchObject({ exitCode: 0, stderr: "" });
    expect(server.requests.map(({ url }) => url.split("/").at(-1))).toEqual([
      customer,
      customer,
      customer.slice(0, -1),
      customer.toLowerCase(),
      "token",
    ]);
    expect(server.requests.map(({ headers }) => headers.authorization?.replace(/ .*/, ""))).toEqual([
      undefined,
      "Bearer",
      "Bearer",
      "Bearer",
      "Basic",
    ]);
    expect(server.customers.size).toBe(1);
  });

  it.concurrent("a token from the environment is sent only with the ids that were given for it", async () => {
    const server = await serverAs();
    const checked = await send(server.url, ["--absent", absent], {
      env: { ENKASH_ACCESS_TOKEN: "own-token" },
    });
    const own = server.requests.filter(({ headers }) => headers.authorization === "Bearer own-token");
    expect(own.map(({ url }) => url)).toEqual([`/api/v0/customer/${absent}`]);
    expect(server.requests).toHaveLength(5);
    expect(checked.exitCode).toBe(1);
    expect(checked.stderr).toBe("the token was refused; get a new one.\n");
  });

  it.concurrent("sends at most one request at a time, after a pause", async () => {
    let [current, most, last, shortest] = [0, 0, 0, Infinity];
    const server = await started(
      listen((_, response) => {
        most = Math.max(most, ++current);
        shortest = Math.min(shortest, last === 0 ? Infinity : performance.now() - last);
        setTimeout(() => {
          current--;
          last = performance.now();
          response.writeHead(401, { "content-type": "application/json" }).end("{}");
        }, 20);
      }),
    );
    await send(server.url, ["--pause", "60"]);
    expect(most).toBe(1);
    expect(server.requests.length).toBeGreaterThan(3);
    expect(shortest).toBeGreaterThan(55);
  });
});

it.concurrent("sends what the plan says, byte by byte", async () => {
  const heads: string[] = [];
  const { responses } = examples.deleteCustomerByCustomerId;
  const server = createServer((socket) => {
    let received = "";
    socket.on("data", (data) => {
      received += data.toString("latin1");
      const [head = "", rest = ""] = received.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (!received.includes("\r\n\r\n") || rest.length < length) return;
      heads.push(received);
      received = "";
      const token = JSON.stringify({ access_token: "issued-token", token_type: "bearer", expires_in: 60 });
      const isOwn = head.includes("issued-token");
      const status = head.startsWith("POST")
        ? 200
        : !isOwn
          ? 401
          : head.includes(absent) || heads.length === 8
            ? 404
            : 200;
      const body = head.startsWith("POST") ? token : JSON.stringify(Object.values(responses[status] ?? {})[0]);
      socket.write(
        `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  try {
    const checked = await send(`http://127.0.0.1:${port}`, everything, { run: runCheck });
    expect(checked).toMatchObject({ exitCode: 0, stderr: "" });
    // Of each block of the plan: the request line, the headers, the form.
    const [plan = ""] = checked.stdout.split("\n\nno token ");
    const blocks = plan
      .split("\n\n")
      .slice(1)
      .map((block) => block.split("\n").map((line) => line.slice(18).trim()));
    const form = new URLSearchParams({
      grant_type: "password",
      username: account.username,
      password: account.password,
    });
    const basic = btoa(`${account.clientId}:${account.clientSecret}`);
    const expected = blocks.map(([line, ...lines]) => {
      const [own, end] = [
        lines.filter((line) => /^[a-z-]+: /.test(line) && !/^(expected|changes):/.test(line)),
        lines.find((line) => line.startsWith("grant_type")),
      ];
      const isOwn = line?.startsWith("POST") !== true;
      const headers = own.map((line) => line.replace("<yours>", isOwn ? "issued-token" : basic));
      return { line: `${line} HTTP/1.1`, headers: headers.sort(), body: end === undefined ? "" : form.toString() };
    });
    const platform =
      /^(host|connection|accept-language|sec-fetch-mode|user-agent|accept-encoding|content-length|pragma|cache-control): /i;
    const sent = heads.map((text) => {
      const [head = "", body = ""] = text.split("\r\n\r\n");
      const [line, ...lines] = head.split("\r\n");
      return { line, headers: lines.filter((line) => !platform.test(line)).sort(), body };
    });
    expect(sent).toEqual(expected);
    expect(sent).toHaveLength(8);
  } finally {
    server.close();
  }
});

describe("stops, says why, and writes the report", () => {
  it.concurrent("when the outcome of the delete is not known", async () => {
    const server = await serverAs(
      to("own", ({ status }) => (status === 200 ? { text: "<html>", headers: {} } : undefined)),
    );
    const checked = await send(server.url, everything, { run: runCheck });
    expect(checked.exitCode).toBe(1);
    expect(checked.stderr).toBe("ALARM: the customer may be deleted or not (EnkashResponseError); look it up.\n");
    expect(server.requests).toHaveLength(7);
  });

  it.concurrent("when the login is refused, which is not repeated", async () => {
    const server = await serverAs();
    const checked = await send(server.url, everything, { env: { ...loginVariables, ENKASH_PASSWORD: "wrong" } });
    expect(checked.exitCode).toBe(1);
    expect(rowsOf(checked).DIFFERS).toEqual(["a login, once, since wrong passwords lock the account: 200: login: 400"]);
    expect(checked.stderr).toBe("no token came; it is not asked again; check the four variables.\n");
    expect(server.requests).toHaveLength(5);
  });

  it.concurrent("when nobody listens", async () => {
    const server = await listenWith(200, {});
    await server.close();
    const checked = await send(server.url, everything);
    expect(checked.exitCode).toBe(2);
    expect(checked.stderr).toBe('no response to "no token"; check ENKASH_BASE_URL.\n');
    expect(checked.report).toContain("1 of 8 requests were sent.");
  });

  it.concurrent("when the server asks for fewer requests", async () => {
    const server = await serverAs(to("none", () => ({ status: 429, headers: { "retry-after": "5" }, text: "" })));
    const checked = await send(server.url, everything);
    expect(checked.exitCode).toBe(1);
    expect(server.requests).toHaveLength(1);
    expect(checked.responses).toContain("retry-after: 5");
  });

  it.concurrent("after Ctrl-C, once the request under way has ended", async () => {
    const server = await serverAs(to("made up", () => ({ delayMs: 300 })));
    const checked = await send(server.url, everything, {
      run: runCheck,
      onOutput: (stdout, kill) => {
        if (/^no token .*\n$/m.test(stdout)) setTimeout(kill, 100, "SIGINT");
      },
    });
    expect(checked.exitCode).toBe(2);
    expect(checked.stderr).toBe("SIGINT.\n");
    expect(server.requests).toHaveLength(2);
    expect(checked.report).toContain("SIGINT. 2 of 8 requests were sent.");
    expect(checked.responses.trim().split("\n")).toHaveLength(2);
  });
});

it.concurrent("shows no secret, no id and no name, also where the server repeats them", async () => {
  const issued: string[] = [];
  const server = await serverAs((response, request) => {
    const [, token] = /"access_token":"(.*?)"/.exec(response.text) ?? [];
    const [, refresh] = /"refresh_token":"(.*?)"/.exec(response.text) ?? [];
    issued.push(...[token, refresh].filter((text) => text !== undefined));
    if (token !== undefined) return undefined;
    const sent = [
      request.headers.authorization ?? "",
      ...Object.values(account),
      ...issued,
      request.url?.split("/").at(-1) ?? "",
    ];
    const echo = Object.fromEntries(sent.map((text, index) => [text.replace(/^Bearer /, ""), index]));
    return {
      headers: { ...response.headers, "x-echo": sent.join(" "), "retry-after": issued[0] ?? "soon" },
      text: JSON.stringify({
        ...echo,
        payload: sent.join(" "),
        errorResponse: {
          errorType: issued[0],
          errorMessage: `Ramesh ${sent.join()}`,
          requestId: issued[0],
          apiSubErrors: [{ [issued[1] ?? "x"]: sent }],
        },
      }),
    };
  });
  const checked = await send(server.url, everything, { run: runCheck });
  const [, output = ""] = checked.stdout.split("\n\nno token ");
  const shown = output + checked.stderr + checked.report + checked.responses;
  expect(issued).toHaveLength(2);
  for (const secret of [...issued, ...Object.values(account), absent, customer, "Ramesh"])
    expect(shown).not.toContain(secret);
  // The plan shows ids, which the user must see, and nothing else of it.
  for (const secret of [...issued, ...Object.values(account)]) expect(checked.stdout).not.toContain(secret);
});
