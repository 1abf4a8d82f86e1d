import { EnkashAuthError } from "../../src/auth/index.js";
import { EnkashConnectionError, EnkashError, EnkashResponseError, type FetchInit } from "../../src/index.js";
import { everythingShown } from "../support/no-secret.js";
import { rejection } from "../support/rejection.js";
import { credentials, grantAt, grants, json, type TokenResponder, useTokenServers } from "../support/token-server.js";

const { start } = useTokenServers();

describe("shows no secret", () => {
  const secrets = { clientSecret: 'cl"ient &sécret', username: "ashā@example", password: "pass word/+%" };
  const encoded = Object.values(secrets).flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ v: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
  ]);
  const secretsInUse = [...encoded, "refresh-1", "token-1"];

  function echo(status: number): TokenResponder {
    return (response, form, request) => {
      const all = [...Object.values(form), request.headers.authorization, ...encoded].join(" ");
      const headers = { "x-echo": encodeURIComponent(all), "x-basic": request.headers.authorization ?? "" };
      json(status, { error: "invalid", error_description: all, access_token: 7, more: all }, headers)(
        response,
        form,
        request,
      );
    };
  }

  it.each<[string, TokenResponder, abstract new (...args: never[]) => EnkashError]>([
    ["a refusal", echo(401), EnkashAuthError],
    ["a failure", echo(500), EnkashResponseError],
    ["a success without a token", echo(200), EnkashResponseError],
    ["a redirect", echo(302), EnkashResponseError],
  ])("in %s whose response contains them", async (_, respond, errorClass) => {
    const log = jest.spyOn(console, "warn").mockImplementation(() => undefined);
    const server = await start(grants(), respond);
    const token = grantAt(server, secrets);
    const error = await rejection(token({ refused: await token() }), errorClass);
    const text = everythingShown(error);
    const basic = server.requests[0]?.headers.authorization?.slice("Basic ".length) ?? "none";
    for (const secret of [...secretsInUse, basic]) expect(text).not.toContain(secret);
    expect(log).not.toHaveBeenCalled();
  });

  it("in a connection error whose cause contains them", async () => {
    const fetch = (_: string, init: FetchInit) =>
      Promise.reject(new Error(`${init.body} ${JSON.stringify(init.headers)}`, { cause: new Error(init.body) }));
    const error = await rejection(
      grantAt({ url: "http://127.0.0.1:1" }, { ...secrets, fetch, maxRetries: 0 })(),
      EnkashConnectionError,
    );
    const text = everythingShown(error);
    expect(text).toContain("grant_type=password");
    for (const secret of [...secretsInUse, "Y2xpZW50"]) expect(text).not.toContain(secret);
  });

  it("in the token function, before and after a login and a refusal", async () => {
    const server = await start(grants(), json(400, { error: "invalid_grant" }));
    const token = grantAt(server, secrets);
    await token();
    const held = everythingShown(token);
    await rejection(token({ refused: "token-1" }), EnkashAuthError);
    for (const secret of secretsInUse) expect(held + everythingShown(token)).not.toContain(secret);
  });
});

describe("shows no secret beside other characters", () => {
  const { password } = credentials;
  it.each([
    ["a hyphen", `${password}-is-wrong`],
    ["an underscore", `pw_${password}`],
    ["letters", `xx${password}yy`],
    ["an escape", `\\u0022${password}\\u0022`],
    ["a form", `grant_type=password&username=asha&password=${password}&`],
  ])("%s", async (_, text) => {
    for (const body of [
      { error: "invalid_grant", error_description: text },
      { error: text, error_description: "no" },
    ]) {
      const server = await start(json(400, body));
      const error = await rejection(grantAt(server)(), EnkashAuthError);
      expect(everythingShown(error)).not.toContain(password);
      expect(`${error.error} ${error.errorDescription}`).toContain("[redacted]");
    }
  });

  it("and keeps the code of an OAuth error, whatever the secrets are", async () => {
    const server = await start(json(400, { error: "invalid_grant", error_description: "no such grant" }));
    const error = await rejection(grantAt(server, { password: "grant" })(), EnkashAuthError);
    expect(error).toMatchObject({ error: "invalid_grant", errorDescription: "no such [redacted]" });
  });

  it.each([
    ["HTML", (text: string) => text.replace(/\W/g, (character) => `&#${character.charCodeAt(0)};`)],
    ["a form", (text: string) => new URLSearchParams({ v: text }).toString().slice(2)],
    ["a URL", encodeURIComponent],
    ["JSON of ASCII", (text: string) => text.replace(/[^ -~]/g, (unit) => `\\u${hex(unit)}`)],
    ["JSON in JSON", (text: string) => JSON.stringify(JSON.stringify(text))],
    ["PHP's JSON", (text: string) => JSON.stringify(text).replaceAll("/", "\\/")],
  ])("in the escapes of %s", async (_, escape) => {
    const secret = 'pässwörd "日本" /&<+%41\tz';
    const server = await start((response, form, request) => {
      json(400, { error: "invalid_grant", error_description: `got ${escape(secret)}` })(response, form, request);
    });
    const error = await rejection(grantAt(server, { password: secret })(), EnkashAuthError);
    expect(error.errorDescription).toMatch(/^got "*\\*"?\[redacted\]"*\\*"?"?$/);
  });
});

describe("shows no token that was just issued", () => {
  const [token, refreshToken] = ["NEWTOKEN-abcdef0123456789", "REFRESH-abcdef0123456789"];
  const echoed = { "x-token": token, "set-cookie": `t=${token}; Secure`, "x-refresh": `"${refreshToken}"` };

  it.each<[string, TokenResponder]>([
    [
      "in a response of another token_type",
      json(200, { access_token: token, token_type: "mac", refresh_token: refreshToken }, echoed),
    ],
    ["with a space in it", json(200, { access_token: `${token} x`, data: { refreshToken } }, echoed)],
    ["in a description", json(200, { error_description: `issued ${token} and ${refreshToken}` }, echoed)],
    ["in a web page", (response) => response.writeHead(200, echoed).end(`<p>token=${token}&refresh=${refreshToken}`)],
  ])("%s", async (_, respond) => {
    const server = await start(respond);
    const error = await rejection(grantAt(server)(), EnkashError);
    expect(error).toBeInstanceOf(EnkashResponseError);
    const shown = everythingShown(error);
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(refreshToken);
  });
});

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, "0");
}
