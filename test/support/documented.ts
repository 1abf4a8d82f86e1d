import { examples } from "../../generated/examples.js";
import { operationTable, parameterPatterns, type OperationId } from "../../generated/operations.js";
import type { Envelope } from "../../src/index.js";

// What tests take from the description, so that another pattern, example or operation needs no edit of a test.

const { parameters, responses } = examples.deleteCustomerByCustomerId;

/** The patterns of the published operation. */
export const patterns = parameterPatterns.deleteCustomerByCustomerId;

/** The example responses of the description, by status and by name. */
export const documented = responses as Record<
  string,
  Record<string, Envelope> // Safe: the linter compares each example with its schema.
>;

export const customerId = exampleOf("customerId");
export const parentCompanyId = exampleOf("parentCompanyId");
/** Another id of the pattern. */
export const otherCustomerId = customerIds(2).find((id) => id !== customerId) ?? "";
/** One segment of a path, as an id is, that does not match its pattern. */
export const malformedCustomerId = malformed(customerId, patterns.customerId);
export const malformedCompanyId = malformed(parentCompanyId, patterns.parentCompanyId);
/** A method of which the path of the customer has no operation. */
export const undescribedMethod = methodWithoutOperation(operationTable.deleteCustomerByCustomerId.path);

/** This number of ids of the pattern, which differ from the example in the characters that the pattern leaves open. */
export function customerIds(count: number): string[] {
  const characters = Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  const choices = Array.from(customerId, (given, index) => {
    const isOpen = (character: string) =>
      patterns.customerId.test(customerId.slice(0, index) + character + customerId.slice(index + 1));
    const open = characters.filter(isOpen);
    return open.length > 1 ? open : [given];
  });
  return Array.from({ length: count }, (_, number) => {
    let rest = number;
    const id = choices.reduceRight((end, choice) => {
      const character = choice[rest % choice.length] ?? "";
      rest = Math.floor(rest / choice.length);
      return character + end;
    }, "");
    if (rest > 0 || !patterns.customerId.test(id)) throw new Error(`there are no ${count} ids of the pattern`);
    return id;
  });
}

function exampleOf(parameter: string): string {
  const [example] = parameters[parameter] ?? [];
  if (typeof example !== "string") throw new Error(`the description has no example of ${parameter}`);
  return example;
}

function malformed(id: string, pattern: RegExp): string {
  const found = [id.slice(0, 3), id.toLowerCase(), `${id}0`, "malformed"].find((candidate) => !pattern.test(candidate));
  if (found === undefined) throw new Error(`no malformed id: everything matches ${String(pattern)}`);
  return found;
}

function methodWithoutOperation(path: string): string {
  const ids = Object.keys(operationTable) as OperationId[]; // Safe: these are its keys.
  const described = ids.filter((id) => operationTable[id].path === path).map((id) => operationTable[id].method);
  const method = ["GET", "PUT", "POST", "PATCH"].find((method) => !described.includes(method));
  if (method === undefined) throw new Error(`${path} has every method`);
  return method;
}
