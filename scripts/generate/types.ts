// generated/types.ts: a type for each component schema, of its name, and the type of each method's parameters.
import { parametersType } from "../lint/generated-names.js";
import type { Description, DescribedOperation, DescribedParameter, DescribedRequestBody } from "./description.js";
import type { SchemaTypes } from "./schema.js";
import { code, escapeExample, tsDoc } from "./ts-doc.js";

type Types = Pick<SchemaTypes, "declarations" | "typeAt">;

export function typesFile({ operations }: Description, types: Types): string {
  return `
${types.declarations}
${operations.map((operation) => parametersInterface(operation, types)).join("")}`;
}

function parametersInterface({ operationId, parameters, body }: DescribedOperation, { typeAt }: Types): string {
  const members = parameters.map((parameter) => {
    const { name, in: place, required } = parameter;
    const type = typeAt("operations", operationId, "parameters", place, name);
    return `${parameterDoc(parameter)}\n  ${member(JSON.stringify(name), required, type)}`;
  });
  if (body !== undefined) {
    const type = typeAt("operations", operationId, "requestBody", "content", body.mediaType);
    members.push(`${bodyDoc(body)}\n  ${member("body", body.required, type)}`);
  }
  return `
/** Parameters of \`${operationId}\`. */
export interface ${parametersType(operationId)} {
  ${members.join("\n\n  ")}
}
`;
}

/** An optional member may also be undefined: the client takes that for absent. */
function member(name: string, required: boolean, type: string): string {
  return required ? `${name}: ${type};` : `${name}?: ${type} | undefined;`;
}

function bodyDoc({ mediaType, description, schema, examples }: DescribedRequestBody): string {
  const [example] = examples;
  const tags = example === undefined ? [] : [`@example ${escapeExample(JSON.stringify(example.value))}`];
  return tsDoc([description ?? schema.description ?? "The request body.", `Sent as \`${mediaType}\`.`], tags);
}

function parameterDoc({ description, deprecated, schema, examples }: DescribedParameter): string {
  const { pattern, enum: values, minLength, maxLength, exclusiveMinimum, exclusiveMaximum } = schema;
  const { minimum, maximum } = schema;
  return tsDoc(
    [
      description,
      pattern === undefined ? undefined : `Pattern: ${code(pattern)}`,
      values === undefined ? undefined : `One of: ${code(JSON.stringify(values))}`,
      minimum === undefined ? undefined : `At least ${minimum}.`,
      maximum === undefined ? undefined : `At most ${maximum}.`,
      exclusiveMinimum === undefined ? undefined : `Above ${exclusiveMinimum}.`,
      exclusiveMaximum === undefined ? undefined : `Below ${exclusiveMaximum}.`,
      minLength === undefined ? undefined : `At least ${minLength} characters.`,
      maxLength === undefined ? undefined : `At most ${maxLength} characters.`,
    ],
    [...(deprecated ? ["@deprecated"] : []), `@example ${escapeExample(JSON.stringify(examples[0]))}`],
  );
}
