import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

import { passwordGrant, type PasswordGrant, type PasswordGrantOptions } from "../../src/auth/index.js";
import { listen, type Loopback } from "./loopback.js";

export const credentials = { clientId: "client-1", clientSecret: "s3cret", username: "asha", password: "hunter2" };

export interface TokenServer extends Loopback {
  /** The forms that were posted to the token endpoint. */
  forms: Record<string, string>[];
}

export type TokenResponder = (response: ServerResponse, form: Record<string, string>, request: IncomingMessage) => void;

/** A token endpoint that uses these in turn, then the last one for every further request. */
async function listenForTokens(...responders: [TokenResponder, ...TokenResponder[]]): Promise<TokenServer> {
  const forms: TokenServer["forms"] = [];
  const server = await listen((request, response) => {
    void text(request).then((body) => {
      const form = Object.fromEntries(new URLSearchParams(body));
      forms.push(form);
      const respond = responders[Math.min(forms.length, responders.length) - 1] ?? responders[0];
      respond(response, form, request);
    });
  });
  return { ...server, forms };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): TokenResponder {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
}

/** A grant of its own for each request: token-1, token-2, and so on. */
export function grants(members: Record<string, unknown> = {}): TokenResponder {
  let count = 0;
  return (response, form, request) => {
    count++;
    const grant = { access_token: `token-${count}`, token_type: "bearer", refresh_token: `refresh-${count}` };
    json(200, { ...grant, expires_in: 86_399, scope: "read write trust", ...members })(response, form, request);
  };
}

/** The connection ends before a response. */
export const lost: TokenResponder = (response) => response.destroy();

/** The connection ends within the body. */
export function cutOff(status: number): TokenResponder {
  return (response) => {
    response.writeHead(status, { "content-length": "9" }).write("{", () => response.destroy());
  };
}

/** The token function of a server, with these options. */
export function grantAt({ url }: { url: string }, options: Partial<PasswordGrantOptions> = {}): PasswordGrant {
  return passwordGrant({ baseUrl: url, ...credentials, allowInsecureHttp: true, ...options });
}

export function grantTypes({ forms }: TokenServer): (string | undefined)[] {
  return forms.map((form) => form["grant_type"]);
}

/** Token servers that are closed after each test of the file that calls it. Logins are repeated without a delay. */
export function useTokenServers() {
  const servers: { close(): Promise<void> }[] = [];

  beforeEach(() => {
    jest.spyOn(Math, "random").mockReturnValue(0); // No jitter, so no delay between attempts.
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function start(...responders: [TokenResponder, ...TokenResponder[]]): Promise<TokenServer> {
    const server = await listenForTokens(...responders);
    servers.push(server);
    return server;
  }

  return { servers, start };
}
