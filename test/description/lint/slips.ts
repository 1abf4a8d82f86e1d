const customerId = "components/parameters/CustomerId.yaml";
const parentCompanyId = "components/parameters/ParentCompanyId.yaml";
const path = "paths/api_v0_customer_{customerId}.yaml";
const envelope = "components/schemas/Envelope.yaml";
const deleted = "components/responses/CustomerDeleted.yaml";
const notFound = "components/responses/NotFound.yaml";
const root = "openapi.yaml";
const oauth2 = "components/securitySchemes/oauth2.yaml";
const pathValues = "enkash/path-parameter-values";
const apiSubError = "components/schemas/ApiSubError.yaml";
const array = "type: array\n  items: { type: string, description: A., example: CEK0A1B2C3 }";
const object =
  "type: object\n  additionalProperties: false\n  properties: { a: { type: string, description: A., example: A } }";
const requestBody = `  requestBody:
    description: None is documented.
    content:
      application/json:
        schema:
          type: object
          description: Any.
`;

export type Edit = [edit: string, file: string, from: string | RegExp, to: string];
/** `at`: the file that is reported, if that is not the edited one. */
export type Slip = [...Edit, rule: string, at?: string];

const keys = "enkash/keys-supported";
const reserved = "enkash/names-not-reserved";
const operation = "enkash/operation-supported";

/** A key of each kind of node that OpenAPI has and the client cannot keep. */
const unsupportedKeys: Slip[] = [
  ...["webhooks: {}", "jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema"].map((key): Slip => {
    return [`${key} of the root`, root, /^/, `${key}\n`, keys];
  }),
  ...["/", "http://a.test", "https://a.test/?b", "https://a.test/", ""].map((url): Slip => {
    return [`a server at "${url}"`, root, "https://ekpayout-uat.enkash.in", `"${url}"`, "enkash/server-supported"];
  }),
  [
    "an operation without responses",
    path,
    /^/,
    "put: { operationId: putCustomer, summary: A., description: A., tags: [Customer Apis] }\n",
    "enkash/response-supported",
  ],
  ["a parameter with empty examples", customerId, /example: .*/, "examples: {}", "enkash/example-has-value"],
  ["a summary of the description", root, "  version:", "  summary: A description\n  version:", keys],
  ["variables of a server", root, "    description: Test host", "    variables: {}\n    description: Test host", keys],
  ["headers among the components", root, "components:", "components:\n  headers: {}", keys],
  ...["parameters: []", "servers: []", "head: {}", "options: {}", "trace: {}"].map((key): Slip => {
    return [`${key} of a path`, path, /^/, `${key}\n`, keys];
  }),
  ["a key beside the $ref of a path", root, "    $ref: paths", "    summary: A path\n    $ref: paths", keys],
  ...["callbacks: {}", "servers: []"].map((key): Slip => {
    return [`${key} of an operation`, path, "  tags:", `  ${key}\n  tags:`, keys];
  }),
  ...["allowReserved: true", "allowEmptyValue: true", "content: {}"].map((key): Slip => {
    return [`${key} of a parameter`, parentCompanyId, "in: query", `in: query\n${key}`, keys];
  }),
  ["a key beside the $ref of a parameter", path, /(?<=CustomerId.yaml)/, "\n      description: Other.", keys],
  ["an example of a media type without a name", deleted, "    schema:", "    example: {}\n    schema:", keys],
  ...["headers: {}", "links: {}"].map((key): Slip => {
    return [`${key} of a response`, deleted, "content:", `${key}\ncontent:`, keys];
  }),
  [
    "an example elsewhere",
    "components/examples/RecordNotFound.yaml",
    /value:[^]*/,
    "externalValue: https://example.test/\n",
    keys,
  ],
  ...["const: A", "anyOf: []", "not: {}", "minProperties: 1", "multipleOf: 2", "$id: https://example.test/"].map(
    (key): Slip => [`${key} of a schema`, apiSubError, /^/, `${key}\n`, keys],
  ),
  [
    "an API key",
    "components/securitySchemes/bearer.yaml",
    /type: [^]*/,
    "type: apiKey\nin: header\nname: X-Key\n",
    keys,
  ],
  ["another flow", oauth2, "  password:", "  implicit: {}\n  password:", keys],
];

/** One edit of a file below openapi/ each, and the rule that has to refuse it. */
export const slips: Slip[] = [
  ["a pattern without ^", customerId, "pattern: ^", "pattern: ", "enkash/parameter-pattern"],
  ["a pattern without $", customerId, "{14}$", "{14}", "enkash/parameter-pattern"],
  ["an alternative outside the anchors", customerId, "{14}$", "{14}$|KD", "enkash/parameter-pattern"],
  ["an escaped $ at the end", customerId, "{14}$", "{14}\\$", "enkash/parameter-pattern"],
  ["a pattern that does not compile", customerId, "[A-Z0-9]", "[Z-A]", "enkash/schema-supported"],
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
  ["an error response without schema", notFound, /schema:\n.*\n/, "x-no: schema\n", "enkash/error-uses-error-response"],
  ["an error response of another schema", notFound, "Envelope", "ApiSubError", "enkash/error-uses-error-response"],
  [
    "another errorResponse",
    envelope,
    "ErrorResponse.yaml",
    "ApiSubError.yaml",
    "enkash/error-uses-error-response",
    notFound,
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
  ["a cookie parameter", parentCompanyId, "in: query", "in: cookie", "enkash/parameter-supported"],
  ...["Authorization", "content-type", "Cookie", "Expect", "Prefer", "Keep-Alive", "TE", "Sec-A", "a.b"].map(
    (name): Slip => {
      return [
        `the header parameter ${name}`,
        parentCompanyId,
        /name: .*\nin: query/,
        `name: ${name}\nin: header`,
        "enkash/parameter-supported",
      ];
    },
  ),
  ...[
    ["an array in the path", customerId, "type: array\n  items: { type: string, description: A., example: A }"],
    ["an array of objects", parentCompanyId, "type: array\n  items: { type: object, description: A. }"],
    [
      "an open object",
      parentCompanyId,
      "type: object\n  properties: { a: { type: string, description: A., example: A } }",
    ],
    ["a file", parentCompanyId, "type: string\n  format: binary"],
    ["a value or null", parentCompanyId, 'type: [string, "null"]'],
  ].map(([name = "", file = "", type = ""]): Slip => {
    return [`${name} as a parameter`, file, /type: string\n.*\n/, `${type}\n`, "enkash/parameter-supported"];
  }),
  ...[
    ["an array that is not exploded", "explode: false", array],
    ["an array with another delimiter", "style: pipeDelimited", array],
    ["an object of the default style", "deprecated: false", object],
  ].map(([name = "", member = "", type = ""]): Slip => {
    return [
      name,
      parentCompanyId,
      /required: false([^]*)type: string\n.*\n/,
      `required: false\n${member}$1${type}\n`,
      "enkash/parameter-supported",
    ];
  }),
  ...[
    ["a minimum on a string", "type: string\nminimum: 1"],
    ["another format of an integer", "type: integer\nformat: int16"],
    ["a format of a boolean", "type: boolean\nformat: int32"],
    ["a length of an integer", "type: integer\nmaxLength: 1"],
    ["an empty range of lengths", "type: string\nminLength: 2\nmaxLength: 1"],
    [
      "two schemas for one value",
      "allOf: [{ type: object, additionalProperties: true }, { type: object, additionalProperties: true }]",
    ],
    ["a keyword without a type", "minimum: 1"],
    [
      "a map with members of its own",
      "type: object\nproperties: { a: { type: string, description: A., example: A } }\nadditionalProperties: { type: integer }",
    ],

    ["two types", "type: [string, integer]"],
    ["an object that does not say what it holds", "type: object"],
    ["an empty enum", "type: string\nenum: []"],
    ["null that the enum has not", 'type: [string, "null"]\nenum: [A]'],
    ["bounds without a number between them", "type: integer\nminimum: 2\nmaximum: 1"],
    ["items of any kind", "type: array\nitems: true"],
    ["a member of any kind", "type: object\nproperties: { a: true }"],
    ["an array without items", "type: array"],
    ["a choice of two schemas", "oneOf: [{ type: string, description: A. }, { type: integer, description: A. }]"],
    ["a required member that is not described", "type: object\nrequired: [a]"],
    ["a pattern that does not compile", 'type: string\npattern: "["'],
  ].map(([name = "", schema = ""]): Slip => {
    return [name, apiSubError, /type: object([^]*)additionalProperties.*\n/, `${schema}$1`, "enkash/schema-supported"];
  }),
  [
    "a keyword beside the $ref of a schema",
    parentCompanyId,
    /type: string/,
    "$ref: ../schemas/ErrorType.yaml",
    "enkash/keys-supported",
  ],
  [
    "a schema that contains itself",
    apiSubError,
    "additionalProperties: true",
    "properties: { cause: { $ref: ApiSubError.yaml } }",
    "enkash/schema-not-recursive",
  ],
  ...["a#b", "a&b", "a=b", "a+b", "a%20b", "a b", "?a", "a*", ".a", ";a"].map((name): Slip => {
    return [`a parameter named ${name}`, parentCompanyId, "parentCompanyId", `"${name}"`, "enkash/parameter-name"];
  }),
  ...["constructor", "toString", "__proto__"].flatMap((name): Slip[] => [
    [`a parameter named ${name}`, parentCompanyId, "parentCompanyId", `"${name}"`, reserved],
    [`a method named ${name}`, path, /operationId: .*/, `operationId: ${name}`, reserved],
    [`a tag named ${name}`, root, "name: Customer Apis", `name: ${name}`, reserved],
    [`a member named ${name}`, envelope, "  payload:", `  ${name}:`, reserved],
    [`an example named ${name}`, notFound, "RecordNotFound:", `${name}:`, reserved],
  ]),
  ["one name in two places", parentCompanyId, "parentCompanyId", "customerId", "enkash/operation-supported", path],
  ...["fetch", "baseUrl", "then", "toJSON", "new", "GetX", "get-x", "__proto__"].map((name): Slip => [
    `a method named ${name}`,
    path,
    /operationId: .*/,
    `operationId: ${name}`,
    "enkash/operation-supported",
  ]),
  ...["[{ bearer: [] }]", "[{}]", "[{ oauth2: [] }, { bearer: [] }]"].map((security): Slip => [
    `another security than that of the root, ${security}`,
    path,
    "  tags:",
    `  security: ${security}\n  tags:`,
    operation,
  ]),
  [
    "a parameter with the name of a member of another",
    path,
    /(?<= {2}parameters:\n)/,
    `    - { name: "a[b]", in: query, description: A., schema: { type: string }, example: A }
    - name: a
      in: query
      description: A.
      style: deepObject
      schema: { type: object, additionalProperties: false, properties: { b: { type: string, description: B., example: B } } }
      example: { b: B }
`,
    operation,
  ],
  ...unsupportedKeys,
  ["a success without a name", deleted, /schema:\n.*/, "schema: { type: object }", "enkash/response-supported"],
  ["a success of another shape", deleted, "Envelope.yaml", "ErrorResponse.yaml", "enkash/response-supported"],
  ["an envelope without a payload", envelope, "  payload:", "  content:", "enkash/response-supported", deleted],
  [
    "an envelope that is closed",
    envelope,
    "type: object",
    "type: object\nadditionalProperties: false",
    "enkash/response-supported",
    deleted,
  ],
  ["a response_code of another type", envelope, "- integer", "- number", "enkash/response-supported", deleted],
  [
    "a file in a response",
    envelope,
    /(?<=payload:\n)[^]*?(?=\n {2}response_code)/,
    "    description: A.\n    type: string\n    format: binary",
    "enkash/request-body-supported",
  ],
  ["a success without content", deleted, /content:[^]*/, "", "enkash/response-supported", path],
  ["a success with empty content", deleted, /content:[^]*/, "content: {}", "enkash/response-supported", path],
  ["a 204 with content", path, '"200"', '"204"', "enkash/response-supported"],
  [
    "a 204 to another method than DELETE",
    path,
    /^delete:([^]*) {2}responses:/,
    'put:$1  responses:\n    "204":\n      description: Done.',
    "enkash/response-supported",
  ],
  ...["2XX", "4XX", "default", "100", "304"].map((status): Slip => {
    return [`the status ${status}`, path, '"422"', `"${status}"`, "enkash/response-supported"];
  }),
  ...["not found"].map((name): Slip => {
    return [`an example named ${name}`, notFound, "RecordNotFound:", `"${name}":`, "enkash/response-supported"];
  }),
  ...["#", "?", "%2e%2e", " ", "\\\\", "..", "."].map((segment): Slip => {
    return [`a path with ${segment}`, root, /\/api\/v0\/(.*):/, `"/api/${segment}/$1":`, "enkash/path-supported"];
  }),
  ["a path of another file's name", root, "customerId}:", "id}:", "enkash/path-supported"],
  [
    "a first example that is a failure",
    deleted,
    "CustomerDeleted.yaml",
    "FailureUnder200.yaml",
    "enkash/response-supported",
  ],
  [
    "an example without a value",
    "components/examples/RecordNotFound.yaml",
    /value:[^]*/,
    "description: None.\n",
    "enkash/example-has-value",
  ],
  [
    "a required member that only a request has",
    envelope,
    "properties:",
    "required: [secret]\nproperties:\n  secret: { type: string, description: A., example: A, writeOnly: true }",
    "enkash/request-body-supported",
  ],
  ["a response without examples", deleted, / {4}examples:[^]*/, "", "enkash/response-supported"],
  ["an example outside its pattern", customerId, "example: KC", "example: KD", "no-invalid-parameter-examples"],
  [
    "an errorType that is none",
    "components/examples/RecordNotFound.yaml",
    "RECORD_NOT_FOUND",
    "GONE",
    "no-invalid-media-type-examples",
  ],
  ...[
    ["a mark with more words", "(evidence P for its name)"],
    ["a mark without parentheses", "evidence P"],
    ["a mark of another grade", "(evidence A)"],
    ["grades without a comma", "(evidence P V)"],
    ["a mark with a capital letter", "(Evidence P)"],
  ].map(([name = "", mark = ""]): Slip => {
    return [`${name} of evidence`, customerId, "(evidence P)", mark, "enkash/evidence-marked"];
  }),
  ["a mark of evidence in a summary", path, /summary: .*/, "summary: Delete (by evidence P)", "enkash/evidence-marked"],
  ["a description without a password flow", oauth2, "password:", "clientCredentials:", "enkash/password-flow", root],
  ["a tokenUrl of one host", oauth2, "tokenUrl: ", "tokenUrl: https://api.enkash.in", "enkash/password-flow"],
  ...[
    "Record",
    "OperationMethods",
    "EnkashError",
    "CallOptions",
    "DeleteCustomerByCustomerIdParameters",
    "operations",
    "3DSecure",
    "error-type",
  ].map((name): Slip => [`a schema named ${name}`, root, ...schemas(`${name}: { type: object }`)]),
  ...["Server", "ParameterPattern", "Argument", "Error-Type", "Error.Type", "3DSecure", "errorType"].map(
    (name): Slip => [`an enum named ${name}`, root, ...schemas(`${name}: { type: string, enum: [A], example: A }`)],
  ),
  [
    "a schema that the bundle names after the end of its $ref",
    envelope,
    /(?<=payload:)[^]*?(?=\n {2}response_code)/,
    "\n    $ref: ErrorResponse.yaml#/properties/requestId",
    "enkash/schema-name",
    "components/schemas/ErrorResponse.yaml",
  ],
];

function schemas(schema: string): [from: string, to: string, rule: string] {
  return ["components:", `components:\n  schemas:\n    ${schema}`, "enkash/schema-name"];
}

/** One edit each of what others describe, and of what the client supports. */
export const supported: Edit[] = [
  ["a mark of two grades of evidence", customerId, "(evidence P)", "(evidence P, W)"],
  ["a mark of what was measured", customerId, "(evidence P)", "(evidence P, M)"],
  ["a mark of evidence on two lines", path, "(evidence P)", "(evidence\n    P)"],
  ["a string in the path without pattern", customerId, / {2}pattern: .*\n/, ""],
  [
    "a description beside the $ref of a schema",
    "components/schemas/ErrorResponse.yaml",
    "ApiSubError.yaml",
    "ApiSubError.yaml\n      description: A detail.",
  ],
  ...[
    "type: string\nformat: uuid\nminLength: 1\nmaxLength: 3",
    "type: string\nformat: date",
    "type: integer\nformat: int64\nexclusiveMinimum: 0",
    "type: number\nformat: double\nexclusiveMaximum: 9",
    "type: array\nitems: { type: object, additionalProperties: true }\nminItems: 1\nmaxItems: 2\nuniqueItems: true",
    "title: Any",
    "allOf: [{ type: object, additionalProperties: true }]",
    "type: object\nadditionalProperties: { type: array, items: { type: object, additionalProperties: { title: Any } } }",
    "type: object\nadditionalProperties: true\nreadOnly: true\ndefault: {}",
  ].map((schema): Edit => [
    schema.replaceAll("\n", ", "),
    apiSubError,
    /type: object([^]*)additionalProperties.*\n/,
    `${schema}\n$1`,
  ]),
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
  ["a header parameter", parentCompanyId, "in: query", "in: header"],
  [
    "an array in the query",
    parentCompanyId,
    /type: string\n.*\n.*/,
    `${array}\nstyle: form\nexplode: true\nexample: [CEK0A1B2C3]`,
  ],
  [
    "an object in the query",
    parentCompanyId,
    /type: string\n.*\n.*/,
    `${object}\nstyle: deepObject\nexample: { a: A }`,
  ],
  ["a name with brackets", parentCompanyId, "parentCompanyId", "filter[company.id]"],
];

function phone(pattern: string): [from: RegExp, to: string] {
  return [/pattern:[^]*/, `pattern: ${pattern}\nexample: "+91 1234567890"\n`];
}

const updateBody = "components/requestBodies/CustomerUpdate.yaml";
const update = "components/schemas/CustomerUpdate.yaml";
const fileBody = "components/requestBodies/CustomerFile.yaml";
const body = "enkash/request-body-supported";

/** One edit each of the grown description. */
export const slipsInBodies: Slip[] = [
  ["a body of another media type", updateBody, "application/json", "text/plain", body],
  [
    "a body of two media types",
    updateBody,
    "  application/json:",
    "  text/plain: { schema: { type: string } }\n  application/json:",
    body,
  ],
  ["a JSON body without examples", updateBody, / {4}examples:[^]*/, "", body],
  ["a JSON body with a file", update, /type:\n.*\n.*/, "type: string\n    format: binary", body],
  ["an object in a body that does not say whether it is closed", update, "additionalProperties: false", "", body],
  ["a form that is open", fileBody, "additionalProperties: false", "additionalProperties: true", body],
  [
    "a form of an array",
    fileBody,
    / {6}type: object[^]*/,
    "      type: array\n      items: { type: string, description: A. }",
    body,
  ],
  ["a form with an object", fileBody, /type: string\n.*/, "type: object", body],
  ["a form with a member that may be null", fileBody, "type: string", 'type: [string, "null"]', body],
  [
    "a form with encodings",
    fileBody,
    "    schema:",
    "    encoding: { file: { contentType: text/csv } }\n    schema:",
    body,
  ],
  ["two paths that meet", "paths/api_v0_invoice_search.yaml", /^post:/, "get:", "enkash/paths-not-ambiguous", root],
  [
    "a readOnly member in a body",
    update,
    "properties:",
    "properties:\n  id: { type: string, description: A., example: A, readOnly: true }",
    body,
  ],
  ["a GET with a body", "paths/api_v0_invoice_search.yaml", /^post:/, "get:", "enkash/operation-supported"],
  [
    "a parameter named body",
    "components/parameters/CompanyId.yaml",
    "name: companyId",
    "name: body",
    "enkash/operation-supported",
    "paths/api_v0_customer_bulk.yaml",
  ],
  [
    "an example outside the enum of a body",
    "components/requestBodies/InvoiceSearch.yaml",
    "APPROVER_APPROVED",
    "APPROVED",
    "no-invalid-media-type-examples",
  ],
  [
    "an example with a member that the body has not",
    updateBody,
    "address:",
    "adress:",
    "no-invalid-media-type-examples",
  ],
];
