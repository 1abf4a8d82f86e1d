// Words as the search compares them: in texts and in queries alike.

/** The words of a text. A name is there whole and by its parts: `maxRetries`, `RECORD_NOT_FOUND`. */
export function wordsOf(text: string): string[] {
  return namesIn(text).flatMap((name) => {
    const parts = partsOf(name);
    return parts.length > 1 ? [name, ...parts] : [name];
  });
}

export function namesIn(text: string): string[] {
  return text.match(/\w+/g) ?? [];
}

export function partsOf(name: string): string[] {
  return name.split(/_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/).filter((part) => part !== "");
}

/**
 * One form for the words of a family: "lock", "locks", "locked" and "locking"; "retry" and "retries"; "delete" and
 * "deletion". It need not be a word.
 */
export function stem(word: string): string {
  return endings.reduce((left, [ending, instead]) => {
    const shorter = left.replace(ending, instead);
    return shorter.length >= 3 ? shorter : left;
  }, word.toLowerCase());
}

const endings: [RegExp, string][] = [
  [/ies$/, "y"],
  [/(?<![sui])s$/, ""],
  [/ied$/, "y"],
  [/(?<=[aeiouy]\w*)(?:ing|(?<!e)ed)$/, ""],
  [/(?<=\w{4})ation$|(?<=\w{3}[st])ion$/, ""],
  [/e$/, ""],
  [/(?<=\w{3}[^aeiou])y$/, ""],
  [/([^aeiou0-9])\1$/, "$1"],
];

/** The word with two neighbouring letters exchanged, for each pair: "recieve" has "receive". */
export function exchanged(word: string): string[] {
  return Array.from(word.slice(1), (_, at) => {
    const [left = "", right = ""] = word.slice(at, at + 2);
    return word.slice(0, at) + right + left + word.slice(at + 2);
  });
}

/** Words of a question that say nothing about what is looked for. */
export const fillers: ReadonlySet<string> = new Set(
  (
    "a about after an and are as at be but by can could did do does for from get gets getting give had has have how i if in into is it its me mean means my of on " +
    "or please should so that the their then there this to use using want was we were what when where which who why will with would you your"
  ).split(" "),
);

/** Words that a reader may use in place of each other. */
const sameMeaning = [
  ["delete", "remove", "erase"],
  ["many", "bulk", "batch", "thousands", "mass"],
  ["sandbox", "mock", "fake", "stub", "simulate", "offline"],
  ["certificate", "ssl", "tls", "ca", "mtls"],
  ["dns", "enotfound", "host"],
  ["opentelemetry", "otel", "tracing", "trace", "spans"],
  ["429", "throttled", "throttling"],
  ["abort", "cancel", "stop"],
  ["token", "auth", "authentication", "authorization", "bearer", "jwt"],
  ["401", "unauthorized", "unauthenticated"],
  ["403", "forbidden", "permission"],
  ["404", "missing", "gone"],
  ["log", "logger", "pino", "winston"],
  ["login", "password", "credentials", "signin"],
  ["econnreset", "econnrefused", "connection", "socket"],
  ["curl", "shell"],
  ["esm", "cjs", "commonjs"],
  ["parallel", "concurrency", "pace"],
  ["cors", "browser"],
  ["production", "prod", "live"],
  ["openapi", "swagger", "postman"],
  ["html", "web"],
  ["option", "setting", "configuration", "parameter"],
  ["install", "installation", "npm", "setup"],
  ["error", "exception", "failure"],
  ["response", "receive", "answer", "reply"],
  ["timeout", "slow", "hang"],
  ["typescript", "types", "ts"],
  ["example", "sample"],
  ["runtime", "browser", "node", "bun", "deno", "workers"],
].map((words) => words.map(stem));

export function synonymsOf(stemmed: string): string[] {
  return sameMeaning.filter((words) => words.includes(stemmed)).flatMap((words) => words.filter((w) => w !== stemmed));
}
