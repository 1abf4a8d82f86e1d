import { tokenPath } from "../../generated/operations.js";
import { preview } from "../errors.js";

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
  /** The accounts that can log in. Default: one, whose members name themselves (`sandbox-user`, ...). */
  accounts?: Iterable<SandboxAccount> | undefined;
  /** The `expires_in` of its tokens, in seconds. Default: 86 399, the vendor's example. */
  expiresInSeconds?: number | undefined;
  /** Seconds until tokens are really rejected. Set it below `expiresInSeconds` to simulate early expiry. Default: `expiresInSeconds`. */
  tokenLifeSeconds?: number | undefined;
}

/** The token endpoint of a sandbox (RFC 6749 4.3, 5 and 6): password grant, refresh, and a lock after three wrong attempts. */
export function createLogin(options: SandboxLoginOptions) {
  const { expiresInSeconds = 86_399, tokenLifeSeconds = expiresInSeconds } = options;
  assertSeconds({ expiresInSeconds, tokenLifeSeconds });
  const accounts = Array.from(options.accounts ?? [defaultAccount], assertAccount);
  const wrongAttempts = new Map<SandboxAccount, number>();
  const expiries = new Map<string, number>();
  const refreshTokens = new Map<string, SandboxAccount>();

  function logIn(form: URLSearchParams, [clientId, clientSecret]: readonly (string | undefined)[]): Response {
    const account = accounts.find(({ username }) => username === form.get("username"));
    if (account === undefined) return refusal(400, "invalid_grant", "Bad credentials");
    const wrong = wrongAttempts.get(account) ?? 0;
    if (wrong >= 3) return refusal(400, "invalid_grant", "User account is locked");
    const isClient = account.clientId === clientId && account.clientSecret === clientSecret;
    if (isClient && account.password === form.get("password")) {
      wrongAttempts.delete(account);
      return grant(account);
    }
    wrongAttempts.set(account, wrong + 1);
    return isClient ? refusal(400, "invalid_grant", "Bad credentials") : badClient();
  }

  function refresh(form: URLSearchParams, [clientId, clientSecret]: readonly (string | undefined)[]): Response {
    const refreshToken = form.get("refresh_token") ?? "";
    const account = refreshTokens.get(refreshToken);
    if (account === undefined) return refusal(400, "invalid_grant", "Invalid refresh token");
    if (account.clientId !== clientId || account.clientSecret !== clientSecret) return badClient();
    refreshTokens.delete(refreshToken);
    return grant(account);
  }

  function grant(account: SandboxAccount): Response {
    const [accessToken, refreshToken] = [crypto.randomUUID(), crypto.randomUUID()];
    expiries.set(accessToken, Date.now() + tokenLifeSeconds * 1_000);
    refreshTokens.set(refreshToken, account);
    return json(200, {
      access_token: accessToken,
      token_type: "bearer",
      refresh_token: refreshToken,
      expires_in: expiresInSeconds,
    });
  }

  return {
    accounts,
    isTokenUrl: (pathname: string) => pathname.endsWith(tokenPath),
    /** Accepts any token unless accounts were given, and a token of its own until it expires. */
    accepts(token: string): boolean {
      const expiry = expiries.get(token);
      return expiry === undefined ? options.accounts === undefined : Date.now() < expiry;
    },
    async answer(request: Request): Promise<Response> {
      if (request.method !== "POST") return refusal(405, "invalid_request", "The token endpoint takes POST alone");
      const client = basicCredentials(request.headers.get("authorization") ?? "");
      const form = new URLSearchParams(await request.text());
      switch (form.get("grant_type")) {
        case "password":
          return logIn(form, client);
        case "refresh_token":
          return refresh(form, client);
        default:
          return refusal(400, "unsupported_grant_type", "grant_type must be password or refresh_token");
      }
    },
  };
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
  // Sound: any value but null and undefined can be read by names, and each member is checked.
  const members = (account ?? {}) as Record<string, unknown>;
  const missing = names.find((name) => typeof members[name] !== "string" || members[name] === "");
  if (missing === undefined) return account as SandboxAccount; // Sound: it has the four members.
  throw new TypeError(`an account needs ${names.join(", ")}; ${missing} is ${preview(members[missing])}`);
}
