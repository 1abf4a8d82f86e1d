import { examples } from "../../generated/examples.js";
import { isObject } from "../../src/errors.js";
import { excerpt, redactHeaders, redactIdentifier, redactJson } from "../../src/http/redaction.js";
import type { Place } from "./place.js";
import { operationId } from "./plan.js";
import type { Exchange } from "./send.js";

/** What no output may show. A text from a token endpoint is one, unless it is documented to be none. */
export function secretsOf({ token, login }: Place, exchanges: Exchange[]): string[] {
  const answers = exchanges.flatMap(({ grant = {} }) => Object.entries(grant));
  const texts = answers.flatMap(([name, value]) => (/^(token_type|scope|expires_in)$/.test(name) ? [] : value));
  const sent = [token, btoa(`${login?.clientId}:${login?.clientSecret}`), ...exchanges.map(({ step }) => step.id)];
  const all = [...sent, ...Object.values(login ?? {}), ...texts];
  return all.filter((secret): secret is string => typeof secret === "string" && secret !== "");
}

/** The texts of the description's examples, which are no secrets. */
const known = new Set(JSON.stringify(examples[operationId].responses).match(/(?<=")[^"]+(?=")/g));

/** The form of a text: letters as "a" and "A", digits as "0". One of the description stays, and so does a code in capitals. */
export function shape(text: string, isCode = false): string {
  if (known.has(text) || (isCode && /^[A-Z_]{1,60}$/.test(text))) return text;
  const form = excerpt(text).replace(/\p{N}/gu, "0");
  return form.replace(/[\p{L}\p{M}]/gu, (letter) => (letter === letter.toLowerCase() ? "a" : "A"));
}

/** The name of a member or a header; its form if it may be an id. */
export function shownName(name: string, secrets: readonly string[] = []): string {
  const redacted = redactIdentifier(name, secrets);
  return /^[a-z._+/-]{1,60}$/i.test(redacted) && /[a-z]/.test(redacted) ? redacted : shape(redacted);
}

/** A response as anybody may see it: no token, no id, no name. */
export function redactedExchange(exchange: Exchange, secrets: readonly string[]) {
  const { step, sentAt, ms, status, text, error, outcome, body, grant } = exchange;
  const headers = [...redactHeaders(exchange.headers, secrets)].map(([name, value]) => {
    return `${shownName(name, secrets)}: ${/^content-type$|retry-after|rate-?limit/.test(name) ? value : "…"}`;
  });
  const shown = body || grant ? shapes(redactJson(body ?? grant, secrets), secrets) : text && shape(text);
  return { request: step.name, sentAt, ms, status, client: outcome, error, headers, body: shown };
}

function shapes(value: unknown, secrets: readonly string[], name = ""): unknown {
  if (typeof value === "string") return shape(value, name === "errorType" || name === "response_message");
  if (typeof value === "number") return name === "response_code" || name === "expires_in" ? value : "a number";
  if (Array.isArray(value)) return value.map((item) => shapes(item, secrets));
  const members = Object.entries(isObject(value) ? value : {});
  const shown = members.map(([key, own]) => [shownName(key, secrets), shapes(own, secrets, key)]);
  return isObject(value) ? Object.fromEntries(shown) : value;
}
