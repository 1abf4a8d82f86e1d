// @ts-check

/** The generator reads it, and the client, the sandbox, the samples or the docs keep it. */
const kept = "kept";

/** It is for readers of the description, and changes nothing. Extensions (`x-`) are annotations too, at every node. */
const annotation = "annotation";

const calls = "the client receives no calls";
const oneServer = "the caller chooses one server for all operations, with `baseUrl`";
const fiveMethods = "the client sends GET, POST, PUT, PATCH and DELETE";
const shapes = "the client checks one described type for each value";
const dialect = "the description is of the one dialect of OpenAPI 3.1";

/**
 * Every key of every kind of node, as Redocly names the kinds: kept, an annotation, or the reason why it is refused. Which of
 * the keys of a schema are kept depends on its type: see schema-supported.js.
 *
 * @type {Record<string, Record<string, string>>}
 */
export const supportedKeys = {
  Root: {
    ...all(kept, ["openapi", "info", "servers", "security", "tags", "paths", "components"]),
    externalDocs: annotation,
    webhooks: calls,
    jsonSchemaDialect: dialect,
    $self: "the generator resolves each $ref from its own file",
  },
  Info: {
    ...all(kept, ["title", "version", "description", "contact", "license"]),
    summary: "OpenAPI 3.0 has no such key, and tools that convert to it fail; write `description`",
    termsOfService: annotation,
  },
  Contact: all(annotation, ["name", "email", "url"]),
  License: all(annotation, ["name", "identifier", "url"]),
  ExternalDocs: all(annotation, ["description", "url"]),
  Tag: {
    ...all(kept, ["name", "description"]),
    externalDocs: annotation,
    ...all("the docs have one level of tags", ["summary", "parent", "kind"]),
  },
  Server: { ...all(kept, ["url", "description"]), variables: oneServer, name: "`description` is the name of a server" },
  Components: {
    ...all(kept, ["schemas", "parameters", "requestBodies", "responses", "examples", "securitySchemes"]),
    ...all(calls, ["callbacks", "webhooks"]),
    links: "the client follows no links",
    headers: "the client does not give the headers of a success to its caller",
    pathItems: "each path is a file of paths/",
    mediaTypes: "a media type is written where it is used",
  },
  PathItem: {
    ...all(kept, ["get", "put", "post", "delete", "patch"]),
    ...all(annotation, ["summary", "description"]),
    ...all(fiveMethods, ["head", "options", "trace", "query", "additionalOperations"]),
    servers: oneServer,
    parameters: "parameters are written at the operation",
  },
  Operation: {
    ...all(kept, ["operationId", "summary", "description", "tags", "parameters", "requestBody", "responses"]),
    ...all(kept, ["deprecated", "security"]),
    externalDocs: annotation,
    callbacks: calls,
    servers: oneServer,
  },
  Parameter: {
    ...all(kept, ["name", "in", "required", "description", "deprecated", "schema", "example", "examples"]),
    ...all(kept, ["style", "explode"]),
    content: "the client writes a value by its `schema`, without a media type",
    allowReserved: "the client encodes reserved characters",
    allowEmptyValue: "the client writes `name=value`; an empty value is a string without characters",
  },
  RequestBody: all(kept, ["description", "required", "content"]),
  MediaType: {
    ...all(kept, ["schema", "examples"]),
    example: "examples have names, by which the sandbox and the docs find them; write `examples`",
    encoding: "the client writes each member of a form by its type",
    ...all("the client reads and writes whole bodies", ["itemSchema", "itemEncoding", "prefixEncoding"]),
  },
  Response: {
    ...all(kept, ["description", "content"]),
    summary: "`description` is the text of a response",
    headers: "the client does not give the headers of a success to its caller; tell of them in `description`",
    links: "the client follows no links",
  },
  Example: {
    ...all(kept, ["summary", "description", "value"]),
    externalValue: "an example is in the description itself; write `value`",
    ...all("an example is the `value` that JSON has", ["dataValue", "serializedValue"]),
  },
  Schema: {
    ...all(kept, ["type", "oneOf", "allOf", "enum", "format", "pattern", "items", "properties", "required"]),
    ...all(kept, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "additionalProperties"]),
    ...all(kept, ["minLength", "maxLength", "minItems", "maxItems", "uniqueItems"]),
    ...all(kept, ["description", "deprecated", "example", "examples"]),
    ...all(annotation, ["title", "default", "readOnly", "writeOnly", "externalDocs", "$comment"]),
    const: "write an `enum` of one value",
    ...all(shapes, ["anyOf", "not", "if", "then", "else", "discriminator"]),
    ...all(shapes, ["prefixItems", "contains", "minContains", "maxContains", "unevaluatedItems"]),
    ...all(shapes, ["patternProperties", "propertyNames", "dependentRequired", "dependentSchemas"]),
    ...all(shapes, ["unevaluatedProperties", "minProperties", "maxProperties"]),
    multipleOf: "the client does not check it; say it in `description`",
    ...all("the client does not decode a string", ["contentEncoding", "contentMediaType", "contentSchema"]),
    nullable: 'it is of OpenAPI 3.0; write "null" among the types',
    xml: "the client reads and writes JSON",
    ...all(dialect, ["$schema", "$vocabulary"]),
    ...all("a schema with a name is a file of components/schemas/", ["$defs", "definitions"]),
    ...all("a $ref leads to a file", ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef"]),
    $recursiveAnchor: "a $ref leads to a file",
  },
  SecurityScheme: {
    ...all(kept, ["type", "scheme", "flows", "description"]),
    ...all(annotation, ["bearerFormat", "deprecated"]),
    ...all("the client sends a bearer token", ["in", "name", "openIdConnectUrl", "oauth2MetadataUrl"]),
  },
  OAuth2Flows: {
    password: kept,
    ...all("src/auth/ has the password flow", ["implicit", "clientCredentials", "authorizationCode"]),
    deviceAuthorization: "src/auth/ has the password flow",
  },
  PasswordFlow: all(kept, ["tokenUrl", "refreshUrl", "scopes"]),
};

/**
 * The same for each of these keys.
 *
 * @param {string} treatment
 * @param {string[]} keys
 * @returns {Record<string, string>}
 */
function all(treatment, keys) {
  return Object.fromEntries(keys.map((key) => [key, treatment]));
}
