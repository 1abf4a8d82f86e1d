import { examples } from "../../generated/examples.js";
import { operationTable, parameterPatterns, tokenPath, type OperationId } from "../../generated/operations.js";
import { writePath } from "../../src/sender.js";
import type { Place } from "./place.js";

export const operationId: OperationId = "deleteCustomerByCustomerId";
export const { method } = operationTable[operationId];
export const { customerId: idForm } = parameterPatterns.deleteCustomerByCustomerId;

/** No server has issued it. */
export const madeUpToken = "made-up-by-check-api";

/** What each request is for, which statuses and which outcome of the client are expected, and what it can change. */
export const purposes = {
  "no token": purpose("a request without a token", [401], "refused"),
  "made-up token": purpose("a made-up token", [401], "refused"),
  "short id": purpose("a malformed id, with a made-up token", [400, 401], "refused"),
  "lower-case id": purpose("a malformed id, with a made-up token", [400, 401], "refused"),
  login: purpose("a login, once, since wrong passwords lock the account", [200], "a token", "V", "nothing"),
  "absent id": purpose("your token, and no such customer", [404], "not-found", "A", "nothing, as you promise"),
  delete: purpose("your token, and a customer", [200], "deleted", "P", "DELETES THIS CUSTOMER"),
  "delete again": purpose("the same, once it is deleted", [404], "not-found", "A", "nothing more"),
};

function purpose(what: string, statuses: number[], outcome: string, grade = "A", changes = "nothing; no valid token") {
  return { fact: `${what}: ${statuses.join(" or ")}`, statuses, outcome, grade, changes };
}

/** One request. The id of a login is "". */
export type Step = { name: keyof typeof purposes; id: string; token: "no" | "made-up" | "own" | "login" };

/** Without a valid token: the id of `absent`, or the description's example. With one: an id that the user gives for it. */
export function makePlan({ token, login }: Place, absent?: string, toDelete?: string): Step[] {
  for (const given of [absent, toDelete].filter((id) => id !== undefined)) {
    if (!idForm.test(given)) throw new Error(`an id must match ${idForm.source}; got ${JSON.stringify(given)}`);
    if (!token && !login) throw new Error("an id needs ENKASH_ACCESS_TOKEN, or the variables of a login; try --help");
  }
  if (absent && absent === toDelete) throw new Error("--absent and --delete are the same id; give two");
  const id = absent ?? String(examples[operationId].parameters["customerId"]?.[0]);
  const step = (name: Step["name"], id: string | undefined, token: Step["token"]) => ({ name, id, token });
  return [
    step("no token", id, "no"),
    step("made-up token", id, "made-up"),
    step("short id", id.slice(0, -1), "made-up"),
    step("lower-case id", id.toLowerCase(), "made-up"),
    step("login", login && "", "login"),
    step("absent id", absent, "own"),
    step("delete", toDelete, "own"),
    step("delete again", toDelete, "own"),
  ].filter((step): step is Step => step.id !== undefined);
}

export const urlOf = ({ baseUrl }: Place, { id, token }: Step) =>
  baseUrl + (token === "login" ? tokenPath : writePath(operationTable[operationId].path, { customerId: id }));

/** The requests as they are sent, but for the headers that the platform adds. */
export function planText(place: Place, steps: Step[]): string {
  const credentials = { own: "Bearer <yours>", "made-up": `Bearer ${madeUpToken}`, login: "Basic <yours>" };
  const form = "\ncontent-type: application/x-www-form-urlencoded\ngrant_type=password&username=…&password=…";
  const blocks = steps.map((step, index) => {
    const { fact, changes } = purposes[step.name];
    const authorization = step.token === "no" ? "" : `\nauthorization: ${credentials[step.token]}`;
    const isLogin = step.token === "login";
    const request = `${isLogin ? "POST" : method} ${new URL(urlOf(place, step)).pathname}\naccept: application/json`;
    const text = `${request}${authorization}${isLogin ? form : ""}\nexpected: ${fact}\nchanges: ${changes}`;
    return `${index + 1}  ${step.name.padEnd(13)}  ${text.replaceAll("\n", `\n${" ".repeat(18)}`)}`;
  });
  return [`${place.baseUrl} (${place.about}), ${steps.length} requests, each once:`, ...blocks].join("\n\n");
}
