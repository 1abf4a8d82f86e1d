// The table: which facts and assumptions of the description the responses keep.
import { examples } from "../../generated/examples.js";
import { readGrant } from "../../src/auth/token-response.js";
import { isObject } from "../../src/errors.js";
import { redactText } from "../../src/http/redaction.js";
import { retryAfterMs } from "../../src/http/retry.js";
import { findMismatch } from "../../src/schema.js";
import type { DescribedSchema } from "../generate/description.js";
import { operationId, purposes } from "./plan.js";
import { shape, shownName } from "./redacted.js";
import type { Exchange } from "./send.js";

export type Row = ReturnType<typeof judge>[number];

/**
 * Whether a response keeps a fact, and what was seen; nothing if it has no bearing on it. `isOdd`: it does not keep an earlier
 * fact, from which this one may follow.
 */
type Look = (exchange: Exchange, isOdd: boolean) => readonly [isKept: boolean, seen: unknown] | undefined | false | "";

/**
 * The rows of the table. The grade is P, V or W of openapi/README.md, or A for an assumption.
 *
 * @param envelope - the schema of the described body
 */
export function judge(exchanges: Exchange[], envelope: DescribedSchema, timeoutMs: number, secrets: string[]) {
  const odd = new Set<Exchange>();
  const facts = { ...ofResponses(timeoutMs, secrets), ...ofBodies(envelope, secrets) };
  return Object.entries(facts).map(([name, look]) => {
    const found = exchanges.flatMap((exchange) => {
      const [isKept, seen] = look(exchange, odd.has(exchange)) || [];
      if (isKept === false) odd.add(exchange);
      const shown = redactText(String(seen), secrets);
      return isKept === undefined ? [] : [{ isKept, seen: isKept ? shown : `${exchange.step.name}: ${shown}` }];
    });
    const isWrong = found.some(({ isKept }) => !isKept);
    const seen = new Set(found.filter(({ isKept }) => isKept !== isWrong).map(({ seen }) => seen));
    const [, grade = "", fact = ""] = /^(.*?): (.*)$/.exec(name) ?? [];
    const result = isWrong ? "DIFFERS" : seen.size > 0 ? "kept" : "not seen";
    return { result, grade, fact, seen: [...seen].join(", ") };
  });
}

const { responses } = examples[operationId];
const isRedirect = (status: number) => status >= 300 && status < 400;
const isJson = (headers: Headers) => /^application\/json\b/i.test(headers.get("content-type") ?? "");

function ofResponses(timeoutMs: number, secrets: string[]): Record<string, Look> {
  const facts: Record<string, Look> = {
    [`A: a whole response within ${timeoutMs} ms`]: ({ status, text, error, ms }) =>
      !isRedirect(status) && [text !== undefined, text === undefined ? error : `${ms} ms`],
    "A: no redirect": ({ status }) => status > 0 && [!isRedirect(status), isRedirect(status) ? status : "none"],
    "P: the content type is application/json": ({ text, headers }) =>
      text && [isJson(headers), shownName(headers.get("content-type")?.split(";")[0] ?? "none", secrets)],
    "A: Retry-After is seconds or an HTTP date": ({ headers }) =>
      headers.has("retry-after") && [retryAfterMs(headers) !== undefined, shape(headers.get("retry-after") ?? "")],
    "V: a token comes as RFC 6749 5.1 says": ({ status, grant }) =>
      status === 200 && grant && [readGrant(grant) !== undefined, Object.keys(grant).map((name) => shownName(name))],
    "V: expires_in is a number": ({ grant: { expires_in: seconds } = {} }) =>
      seconds !== undefined && [typeof seconds === "number", `${typeof seconds} ${Number(seconds)}`],
    "A: a login is refused as RFC 6749 5.2 says": ({ step, status, grant }) =>
      step.token === "login" && status >= 400 && [typeof grant?.["error"] === "string", status],
  };
  for (const { fact, grade, statuses } of Object.values(purposes)) {
    facts[`${grade}: ${fact}`] = ({ step, status, text, headers }) => {
      if (purposes[step.name].fact !== fact || status === 0 || isRedirect(status)) return undefined;
      // A page that is not the API's says nothing of it.
      return (statuses.includes(status) || isJson(headers) || text === "") && [statuses.includes(status), status];
    };
  }
  return facts;
}

function ofBodies(envelope: DescribedSchema, secrets: string[]): Record<string, Look> {
  const described = places(envelope, ({ properties }) => properties);
  const isEnvelope = ({ step, text, headers, body = {} }: Exchange) => {
    if (step.token === "login" || text === undefined || (text !== "" && !isJson(headers))) return undefined;
    const isKept = Object.keys(body).some((name) => Object.hasOwn(described, name));
    return [isKept, isKept ? "yes" : text === "" ? "an empty body" : shape(text)] as const;
  };
  return {
    [`P: a status of ${Object.keys(responses).join(", ")}`]: ({ step, status }) =>
      step.token !== "login" && status > 0 && !isRedirect(status) && [status in responses, status],
    "P: the body of a 200 is the envelope": (exchange) => exchange.status === 200 && isEnvelope(exchange),
    "A: the body of an error status is the envelope too": (exchange) => exchange.status >= 400 && isEnvelope(exchange),
    ...Object.fromEntries(Object.entries(described).map(memberFact)),
    "P: no other members": ({ body }) => {
      const others = Object.keys(membersOf(body)).filter((place) => !Object.hasOwn(described, place));
      return body && [others.length === 0, others.map((place) => shownName(place, secrets)).join(" ") || "none"];
    },
    "A: which errorType belongs to which status": ({ status, body }) => {
      const bodies = [body, ...Object.values(responses[status] ?? {})];
      const [own, ...assumed] = bodies.map((value) => membersOf(value)["errorResponse.errorType"]);
      const isKnown = described["errorResponse.errorType"]?.enum?.includes(own); // Another one has its own row.
      return isKnown && status >= 400 && assumed.length > 0 && [assumed.includes(own), `${status} ${String(own)}`];
    },
    "A: requestId is a UUID": ({ body }) => hasFormOfExample(body, "errorResponse.requestId"),
    "P: timestamp is yyyy-MM-dd HH:mm:ss": ({ body }) => hasFormOfExample(body, "errorResponse.timestamp"),
    // What the client says. It follows from the facts above.
    "W: a failure can arrive under 200": ({ status, error }) =>
      status === 200 && error === "EnkashApiError" && [true, "yes"],
    "W: a success has response_code 0 or 200 to 299, or SUCCESS": ({ body, status, error, outcome }, isOdd) =>
      !isOdd && body && status === 200 && error !== "EnkashApiError" && [outcome === "deleted", outcome],
    "A: the client's outcome is the expected one": ({ step, status, outcome }, isOdd) =>
      !isOdd && status > 0 && [outcome === purposes[step.name].outcome, outcome],
  };
}

function memberFact([place, { nullable, enum: values, type, items }]: [string, DescribedSchema]): [string, Look] {
  // The members of an object have facts of their own.
  const rule = { type, nullable, ...(values && { enum: values }), ...(items && { items: { type: items.type } }) };
  const look: Look = ({ body }) => {
    const value = membersOf(body)[place];
    const isKept = findMismatch(rule, value, place) === undefined;
    const typeName = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
    const isShown = typeof value === "string" && (values ?? !isKept);
    return value !== undefined && [isKept, isShown ? shape(value, values !== undefined) : typeName];
  };
  const expected = (values ? `one of the ${values.length}` : type) + (nullable ? " or null" : "");
  return [`${nullable ? "P, W" : "P"}: ${place} is ${expected}`, look];
}

/** Digits and the letters of hexadecimal numbers count as the same. */
function hasFormOfExample(body: unknown, place: string): ReturnType<Look> {
  const [value, example] = [body, ...Object.values(responses["404"] ?? {})].map((value) => membersOf(value)[place]);
  const form = (text: unknown) => String(text).replace(/[\da-f]/gi, "0");
  return typeof value === "string" && [form(value) === form(example), shape(form(value))];
}

const membersOf = (body: unknown) => places(body, (value) => (isObject(value) ? value : {}));

/** All members and their members, by their place, such as "errorResponse.errorType". */
function places<T>(value: T, membersOf: (value: T) => Record<string, T>, prefix = ""): Record<string, T> {
  const members = Object.entries(membersOf(value)).flatMap(([name, own]): [string, T][] => {
    return [[prefix + name, own], ...Object.entries(places(own, membersOf, `${prefix}${name}.`))];
  });
  return Object.fromEntries(members);
}
