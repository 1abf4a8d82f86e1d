const customerId = "components/parameters/CustomerId.yaml";
const parentCompanyId = "components/parameters/ParentCompanyId.yaml";
const path = "paths/api_v0_customer_{customerId}.yaml";
const envelope = "components/schemas/Envelope.yaml";
const deleted = "components/responses/CustomerDeleted.yaml";
const notFound = "components/responses/NotFound.yaml";
const root = "openapi.yaml";
const oauth2 = "components/securitySchemes/oauth2.yaml";
const pathValues = "enkash/path-parameter-values";
const requestBody = `  requestBody:
    description: None is documented.
    content:
      application/json:
        schema:
          type: object
          description: Any.
`;

type Edit = [edit: string, file: string, from: string | RegExp, to: string];
type Slip = [...Edit, rule: string];

/** One edit of a file below openapi/ each, and the rule that has to refuse it. */
export const slips: Slip[] = [
  ["a string in the path without pattern", customerId, / {2}pattern: .*\n/, "", "rule/string-parameter-pattern"],
  ["a pattern without ^", customerId, "pattern: ^", "pattern: ", "enkash/parameter-pattern"],
  ["a pattern without $", customerId, "{14}$", "{14}", "enkash/parameter-pattern"],
  ["an alternative outside the anchors", customerId, "{14}$", "{14}$|KD", "enkash/parameter-pattern"],
  ["an escaped $ at the end", customerId, "{14}$", "{14}\\$", "enkash/parameter-pattern"],
  ["a pattern that does not compile", customerId, "[A-Z0-9]", "[Z-A]", "enkash/parameter-pattern"],
  ...["^.?$", "^.{1,2}$", "^[A-Z.]*$", "^KC[^_]{14}$", "^KC[A-Z0-9]{14}(/KC[A-Z0-9]{14})?$"].map((pattern): Slip => {
    return [`the pattern ${pattern} in the path`, customerId, /pattern: .*/, `pattern: ${pattern}`, pathValues];
  }),
  ...["", ".", "..", "a/b"].map((value): Slip => {
    return [
      `"${value}" in the enum of a path parameter`,
      customerId,
      /pattern: .*/,
      `enum: [KC0, "${value}"]`,
      pathValues,
    ];
  }),
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
  ["a pattern on a number", parentCompanyId, "type: string", "type: integer", "enkash/parameter-supported"],
  [
    "a minimum on a string",
    parentCompanyId,
    "type: string",
    "type: string\n  minimum: 1",
    "enkash/parameter-supported",
  ],
  [
    "an exclusive bound",
    parentCompanyId,
    /schema:[^]*/,
    "schema:\n  type: integer\n  exclusiveMaximum: 9\nexample: 8\n",
    "enkash/parameter-supported",
  ],
  ["a list of types", parentCompanyId, "type: string", "type: [string]", "enkash/parameter-supported"],
  [
    "a keyword beside the $ref of a schema",
    parentCompanyId,
    /type: string/,
    "$ref: ../schemas/ErrorType.yaml",
    "enkash/parameter-supported",
  ],
  ...["__proto__", "a#b", "a&b", "a=b", "a+b", "a%20b", "a b", "?a", "a*", ".a", ";a"].map((name): Slip => {
    return [`a parameter named ${name}`, parentCompanyId, "parentCompanyId", `"${name}"`, "enkash/parameter-name"];
  }),
  ["one name in two places", parentCompanyId, "parentCompanyId", "customerId", "enkash/operation-supported"],
  ...[
    "fetch",
    "baseUrl",
    "then",
    "toJSON",
    "toString",
    "valueOf",
    "constructor",
    "new",
    "GetX",
    "get-x",
    "__proto__",
  ].map((name): Slip => [
    `a method named ${name}`,
    path,
    /operationId: .*/,
    `operationId: ${name}`,
    "enkash/operation-supported",
  ]),
  ["parameters at the path", path, /^/, "parameters: []\n", "enkash/parameters-at-operation"],
  ["a success of another shape", deleted, /schema:\n.*/, "schema: { type: object }", "enkash/response-supported"],
  ["a success without content", deleted, /content:[^]*/, "", "enkash/response-supported"],
  ["a success with empty content", deleted, /content:[^]*/, "content: {}", "enkash/response-supported"],
  ["a 204 with content", path, '"200"', '"204"', "enkash/response-supported"],
  [
    "a 204 that does not answer a DELETE",
    path,
    /^delete:([^]*) {2}responses:/,
    'put:$1  responses:\n    "204":\n      description: Done.',
    "enkash/response-supported",
  ],
  ...["2XX", "4XX", "default", "100"].map((status): Slip => {
    return [`the status ${status}`, path, '"422"', `"${status}"`, "enkash/response-supported"];
  }),
  ...["__proto__", "not found"].map((name): Slip => {
    return [`an example named ${name}`, notFound, "RecordNotFound:", `"${name}":`, "enkash/response-supported"];
  }),
  ...["#", "?", "%2e%2e", " ", "\\\\", "..", "."].map((segment): Slip => {
    return [`a path with ${segment}`, root, /\/api\/v0\/(.*):/, `"/api/${segment}/$1":`, "enkash/path-supported"];
  }),
  ["an answer without examples", deleted, / {4}examples:[^]*/, "", "enkash/response-supported"],
  ["an example outside its pattern", customerId, "example: KC", "example: KD", "no-invalid-parameter-examples"],
  [
    "an errorType that is none",
    "components/examples/RecordNotFound.yaml",
    "RECORD_NOT_FOUND",
    "GONE",
    "no-invalid-media-type-examples",
  ],
  ["a description without a password flow", oauth2, "password:", "clientCredentials:", "enkash/password-flow"],
  ["a tokenUrl of one host", oauth2, "tokenUrl: ", "tokenUrl: https://api.enkash.in", "enkash/password-flow"],
  ...["Record", "OperationMethods", "DeleteCustomerByCustomerIdParameters", "operations", "3DSecure", "error-type"].map(
    (name): Slip => [`a schema named ${name}`, root, ...schemas(`${name}: { type: object }`)],
  ),
  ...["Server", "ParameterPattern", "Argument", "Error-Type", "Error.Type", "3DSecure", "errorType"].map(
    (name): Slip => [`an enum named ${name}`, root, ...schemas(`${name}: { type: string, enum: [A], example: A }`)],
  ),
  [
    "a schema that the bundle names after the end of its $ref",
    envelope,
    /(?<=payload:)[^]*?(?=\n {2}response_code)/,
    "\n    $ref: ErrorResponse.yaml#/properties/requestId",
    "enkash/schema-name",
  ],
];

function schemas(schema: string): [from: string, to: string, rule: string] {
  return ["components:", `components:\n  schemas:\n    ${schema}`, "enkash/schema-name"];
}

/** One edit each of what others describe, and of what the client supports. */
export const supported: Edit[] = [
  ["a query parameter without pattern", parentCompanyId, / {2}pattern: .*\n/, ""],
  ["nested groups", parentCompanyId, ...phone("^((\\+|00)(\\d{1,3})[\\s-]?)?(\\d{10})$")],
  ["alternatives that are each anchored", parentCompanyId, ...phone("^$|^((\\+|00)(\\d{1,3})[\\s-]?)?(\\d{10})$")],
  ["parentheses and bars in a class", parentCompanyId, ...phone("^[(|)\\]+ \\d]*$")],
  [
    "bounds of a number",
    parentCompanyId,
    /schema:[^]*/,
    "schema:\n  type: integer\n  minimum: 1\n  maximum: 9\nexample: 8\n",
  ],
  ["a deprecated parameter", parentCompanyId, "required:", "deprecated: true\nrequired:"],
  ["a name with brackets", parentCompanyId, "parentCompanyId", "filter[company.id]"],
  ["a path of another style", root, "/api/v0/customer/{", "/api/v0/getCustomer_List/{"],
];

function phone(pattern: string): [from: RegExp, to: string] {
  return [/pattern:[^]*/, `pattern: ${pattern}\nexample: "+91 1234567890"\n`];
}
