const customerId = "components/parameters/CustomerId.yaml";
const parentCompanyId = "components/parameters/ParentCompanyId.yaml";
const path = "paths/api_v0_customer_{customerId}.yaml";
const envelope = "components/schemas/Envelope.yaml";
const deleted = "components/responses/CustomerDeleted.yaml";
const notFound = "components/responses/NotFound.yaml";
const requestBody = `  requestBody:
    description: None is documented.
    content:
      application/json:
        schema:
          type: object
          description: Any.
`;

/** One edit of a file below openapi/ each, and the rule that has to refuse it. */
export const slips: [slip: string, file: string, from: string | RegExp, to: string, rule: string][] = [
  ["a string parameter without pattern", customerId, / {2}pattern: .*\n/, "", "rule/string-parameter-pattern"],
  ["a pattern without ^", customerId, "pattern: ^", "pattern: ", "rule/parameter-pattern-anchored"],
  ["a pattern without $", customerId, "{14}$", "{14}", "rule/parameter-pattern-anchored"],
  ["an alternative outside the anchors", customerId, "{14}$", "{14}$|^KD$", "rule/parameter-pattern-anchored"],
  ["a parameter without example", customerId, /example: .*\n/, "", "rule/parameter-example"],
  ["an optional path parameter", customerId, "required: true", "required: false", "rule/path-parameter-required"],
  ["a path parameter that does not say", customerId, "required: true\n", "", "rule/path-parameter-required"],
  ["a DELETE with a body", path, "  responses:", `${requestBody}  responses:`, "rule/delete-without-body"],
  ["a documented status that is missing", path, / {4}"422":\n.*\n/, "", "rule/documented-statuses"],
  [
    "an error answer without schema",
    notFound,
    /schema:\n.*\n/,
    "x-no: schema\n",
    "enkash/error-answer-uses-error-response",
  ],
  ["an error answer of another schema", notFound, "Envelope", "ApiSubError", "enkash/error-answer-uses-error-response"],
  [
    "another errorResponse",
    envelope,
    "ErrorResponse.yaml",
    "ApiSubError.yaml",
    "enkash/error-answer-uses-error-response",
  ],
  [
    "a code sample without source",
    path,
    "  tags:",
    "  x-codeSamples:\n    - lang: C\n  tags:",
    "rule/code-sample-source",
  ],
  [
    "an empty code sample",
    path,
    "  tags:",
    '  x-codeSamples:\n    - lang: C\n      source: ""\n  tags:',
    "rule/code-sample-source",
  ],
  ["a header parameter", parentCompanyId, "in: query", "in: header", "enkash/parameter-supported"],
  ["an array parameter", parentCompanyId, "type: string", "type: array", "enkash/parameter-supported"],
  [
    "a bound that the client does not check",
    parentCompanyId,
    "type: string",
    "type: string\n  maxLength: 10",
    "enkash/parameter-supported",
  ],
  ["one name in two places", parentCompanyId, "parentCompanyId", "customerId", "enkash/operation-supported"],
  ["a method named fetch", path, /operationId: .*/, "operationId: fetch", "enkash/operation-supported"],
  ["parameters at the path", path, /^/, "parameters: []\n", "enkash/parameters-at-operation"],
  ["a success of another shape", deleted, /schema:\n.*/, "schema: { type: object }", "enkash/response-supported"],
  ["an answer without examples", deleted, / {4}examples:[^]*/, "", "enkash/response-supported"],
  ["an example outside its pattern", customerId, "example: KC", "example: KD", "no-invalid-parameter-examples"],
  [
    "an errorType that is none",
    "components/examples/RecordNotFound.yaml",
    "RECORD_NOT_FOUND",
    "GONE",
    "no-invalid-media-type-examples",
  ],
];
