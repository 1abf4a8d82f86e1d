import { preview } from "../errors.js";
import { randomId } from "./random-id.js";

/** An account of a sandbox. Nothing here is real or secret. */
export interface SandboxAccount {
  /** The name of the Basic credentials. */
  clientId: string;
  /** Their password. */
  clientSecret: string;
  /** `username` of the form. */
  username: string;
  /** `password` of the form. */
  password: string;
}

/** Options of a sandbox's token endpoint. */
export interface SandboxLoginOptions {
  /**
   * The accounts that can log in.
   *
   * @defaultValue one, whose members name themselves (`sandbox-user`, ...)
   */
  accounts?: Iterable<SandboxAccount> | undefined;
  /**
   * The `expires_in` of its tokens, in seconds.
   *
   * @defaultValue 86 399, the vendor's example
   */
  expiresInSeconds?: number | undefined;
  /**
   * Seconds until tokens are really rejected. Set it below `expiresInSeconds` to simulate early expiry.
   *
   * @defaultValue `expiresInSeconds`
   */
  tokenLifeSeconds?: number | undefined;
}

/** The token endpoint of a sandbox (RFC 6749 4.3, 5 and 6): password grant, refresh, and a lock after three wrong attempts. */
export interface Login {
  accounts: readonly SandboxAccount[];
  /** Accepts any token unless accounts were given, and a token of its own until it expires. */
  accepts(token: string): boolean;
  respond(request: Request): Promise<Response>;
}

export function createLogin(options: SandboxLoginOptions): Login {
  const { expiresInSeconds = 86_399, tokenLifeSeconds = expiresInSeconds } = options;
  assertSeconds({ expiresInSeconds, tokenLifeSeconds });
  const state: LoginState = {
    accounts: Array.from(options.accounts ?? [defaultAccount], assertAccount),
    expiresInSeconds,
    tokenLifeSeconds,
    wrongAttempts: new Map(),
    expiries: new Map(),
    refreshTokens: new Map(),
  };
  return {
    accounts: state.accounts,
    accepts(token) {
      const expiry = state.expiries.get(token);
      return expiry === undefined ? options.accounts === undefined : Date.now() < expiry;
    },
    async respond(request) {
      if (request.method !== "POST") return refusal(405, "invalid_request", "The token endpoint takes POST alone");
      const client = basicCredentials(request.headers.get("authorization") ?? "");
      const form = new URLSearchParams(await request.text());
      switch (form.get("grant_type")) {
        case "password":
          return logIn(state, form, client);
        case "refresh_token":
          return refresh(state, form, client);
        default:
          return refusal(400, "unsupported_grant_type", "grant_type must be password or refresh_token");
      }
    },
  };
}

interface LoginState {
  accounts: SandboxAccount[];
  expiresInSeconds: number;
  tokenLifeSeconds: number;
  wrongAttempts: Map<SandboxAccount, number>;
  /** Of each access token, in milliseconds since 1970. */
  expiries: Map<string, number>;
  refreshTokens: Map<string, SandboxAccount>;
}

/** Id and secret of the client, if they were given. */
type ClientCredentials = readonly (string | undefined)[];

function logIn(state: LoginState, form: URLSearchParams, client: ClientCredentials): Response {
  const account = state.accounts.find(({ username }) => username === form.get("username"));
  if (account === undefined) return refusal(400, "invalid_grant", "Bad credentials");
  const wrong = state.wrongAttempts.get(account) ?? 0;
  if (wrong >= 3) return refusal(400, "invalid_grant", "User account is locked");
  const isOwn = isClientOf(account, client);
  if (isOwn && account.password === form.get("password")) {
    state.wrongAttempts.delete(account);
    return grant(state, account);
  }
  state.wrongAttempts.set(account, wrong + 1);
  return isOwn ? refusal(400, "invalid_grant", "Bad credentials") : badClient();
}

function refresh(state: LoginState, form: URLSearchParams, client: ClientCredentials): Response {
  const refreshToken = form.get("refresh_token") ?? "";
  const account = state.refreshTokens.get(refreshToken);
  if (account === undefined) return refusal(400, "invalid_grant", "Invalid refresh token");
  if (!isClientOf(account, client)) return badClient();
  state.refreshTokens.delete(refreshToken);
  return grant(state, account);
}

function isClientOf(account: SandboxAccount, [clientId, clientSecret]: ClientCredentials): boolean {
  return account.clientId === clientId && account.clientSecret === clientSecret;
}

function grant(state: LoginState, account: SandboxAccount): Response {
  const [accessToken, refreshToken] = [randomId(), randomId()];
  state.expiries.set(accessToken, Date.now() + state.tokenLifeSeconds * 1_000);
  state.refreshTokens.set(refreshToken, account);
  return json(200, {
    access_token: accessToken,
    token_type: "bearer",
    refresh_token: refreshToken,
    expires_in: state.expiresInSeconds,
  });
}

const defaultAccount: SandboxAccount = {
  clientId: "sandbox-client",
  clientSecret: "sandbox-secret",
  username: "sandbox-user",
  password: "sandbox-password",
};

/** Both halves are form-encoded (RFC 6749 2.3.1). Empty for a missing or malformed header. */
function basicCredentials(authorization: string): string[] {
  const encoded = /^Basic (\S+)$/i.exec(authorization)?.[1] ?? "";
  try {
    return atob(encoded)
      .split(":", 2)
      .map((half) => decodeURIComponent(half.replaceAll("+", " ")));
  } catch {
    return []; // Neither base64 nor form-encoded.
  }
}

function badClient(): Response {
  return refusal(401, "invalid_client", "Bad client credentials");
}

/** RFC 6749 5.2. */
function refusal(status: number, error: string, description: string): Response {
  return json(status, { error, error_description: description });
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

function assertSeconds(options: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === "number" && value >= 0 && Number.isFinite(value)) continue;
    throw new TypeError(`${name} must be seconds, 0 or more; got ${preview(value)}`);
  }
}

function assertAccount(account: unknown): SandboxAccount {
  const names = ["clientId", "clientSecret", "username", "password"] as const;
  // Safe: any value but null and undefined can be read by names, and each member is checked.
  const members = (account ?? {}) as Record<string, unknown>;
  const missing = names.find((name) => typeof members[name] !== "string" || members[name] === "");
  if (missing === undefined) return account as SandboxAccount; // Safe: it has the four members.
  throw new TypeError(`an account needs ${names.join(", ")}; ${missing} is ${preview(members[missing])}`);
}
