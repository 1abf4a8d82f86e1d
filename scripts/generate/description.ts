// The bundled description as the generators need it: every `$ref` is resolved, every operation is in one list.
export interface Description {
  servers: { url: string; description: string }[];
  operations: DescribedOperation[];
  /** The component schemas, by name. */
  schemas: Record<string, DescribedSchema>;
  /** `tokenUrl` of the first password flow among the security schemes. */
  tokenUrl: string | undefined;
}

export interface DescribedOperation {
  operationId: string;
  /** In upper case. */
  method: string;
  path: string;
  summary: string;
  description: string;
  deprecated: boolean;
  /** `security: []`: no token is sent. */
  anonymous: boolean;
  parameters: DescribedParameter[];
  body: DescribedRequestBody | undefined;
  responses: DescribedResponse[];
}

export interface DescribedParameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description: string;
  deprecated: boolean;
  schema: DescribedSchema;
  /** Values of `example` or `examples`, whichever the parameter has. */
  examples: unknown[];
}

export interface DescribedRequestBody {
  mediaType: "application/json" | "multipart/form-data";
  required: boolean;
  description: string | undefined;
  schema: DescribedSchema;
  examples: NamedExample[];
}

/** A schema without its `$ref`, and with one way to allow null. */
export interface DescribedSchema {
  /** The name of the component, if the schema is a `$ref`. */
  name: string | undefined;
  type: "string" | "integer" | "number" | "boolean" | "array" | "object" | "any";
  nullable: boolean;
  format: string | undefined;
  pattern: string | undefined;
  enum: unknown[] | undefined;
  minimum: number | undefined;
  maximum: number | undefined;
  exclusiveMinimum: number | undefined;
  exclusiveMaximum: number | undefined;
  minLength: number | undefined;
  maxLength: number | undefined;
  minItems: number | undefined;
  maxItems: number | undefined;
  uniqueItems: boolean;
  items: DescribedSchema | undefined;
  properties: Record<string, DescribedSchema>;
  required: string[];
  /** `additionalProperties: false`. */
  closed: boolean;
  /** The schema of every member of a map, which has no properties. */
  others: DescribedSchema | undefined;
  description: string | undefined;
  deprecated: boolean;
  example: unknown;
}

export interface DescribedResponse {
  status: string;
  description: string;
  /** The JSON body. */
  body: Body | undefined;
}

interface Body {
  schema: DescribedSchema;
  examples: NamedExample[];
}

export interface NamedExample {
  name: string;
  summary: string | undefined;
  value: unknown;
}

const httpMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** @param bundle - the text of the bundled description, which has passed the linter */
export async function readDescription(bundle: string): Promise<Description> {
  // Loaded late, so that `npm run generate` can start redocly before it loads libraries.
  const { parse: parseYaml } = await import("yaml");
  // Safe: the linter has checked it against OpenAPI's structure and our rules.
  const document = parseYaml(bundle) as Document;
  const { schemas = {}, securitySchemes = {} } = document.components;
  return {
    servers: document.servers,
    operations: Object.entries(document.paths).flatMap(([path, pathItem]) =>
      httpMethods.flatMap((method) => {
        const operation = pathItem[method];
        return operation === undefined ? [] : [readOperation(document, method, path, operation)];
      }),
    ),
    schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, readSchema(document, schema)])),
    tokenUrl: Object.values(securitySchemes).find(({ flows }) => flows?.password !== undefined)?.flows?.password
      ?.tokenUrl,
  };
}

/** The documented successes that have a body. */
export function successesOf({ responses }: DescribedOperation): { status: string; schema: DescribedSchema }[] {
  return responses.flatMap(({ status, body }) =>
    status.startsWith("2") && body !== undefined ? [{ status, schema: body.schema }] : [],
  );
}

function readOperation(
  document: Document,
  method: string,
  path: string,
  operation: DocumentOperation,
): DescribedOperation {
  const { operationId, summary, description, deprecated = false, parameters = [], requestBody, responses } = operation;
  return {
    operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    deprecated,
    anonymous: operation.security !== undefined && operation.security.length === 0,
    parameters: parameters.map((parameter) => readParameter(document, resolve(document, parameter))),
    body: requestBody === undefined ? undefined : readRequestBody(document, resolve(document, requestBody)),
    responses: Object.entries(responses).map(([status, response]) => {
      const { description, content } = resolve(document, response);
      const jsonBody = content?.["application/json"];
      return { status, description, body: jsonBody === undefined ? undefined : readBody(document, jsonBody) };
    }),
  };
}

function readParameter(document: Document, parameter: DocumentParameter): DescribedParameter {
  const { name, in: location, required = false, description, example, examples } = parameter;
  const schema = readSchema(document, parameter.schema);
  return {
    name,
    in: location,
    required,
    description,
    deprecated: parameter.deprecated ?? schema.deprecated,
    schema,
    examples:
      examples === undefined ? [example] : Object.values(examples).map((named) => resolve(document, named).value),
  };
}

function readRequestBody(
  document: Document,
  { description, required = false, content }: DocumentRequestBody,
): DescribedRequestBody {
  const [[mediaType, body]] = Object.entries(content) as [[DescribedRequestBody["mediaType"], DocumentMediaType]]; // Safe: the linter allows one.
  return { mediaType, required, description, ...readBody(document, body) };
}

function readBody(document: Document, { schema, examples = {} }: DocumentMediaType): Body {
  return {
    schema: readSchema(document, schema),
    examples: Object.entries(examples).map(([name, example]) => {
      const { summary, value } = resolve(document, example);
      return { name, summary, value };
    }),
  };
}

/** What was read of each schema of the document. A shared one is read once, or it would be read again at every level. */
const alreadyRead = new WeakMap<DocumentSchema, DescribedSchema>();

function readSchema(document: Document, schema: DocumentSchema | Reference): DescribedSchema {
  if ("$ref" in schema) {
    const component = readSchema(document, resolve(document, schema));
    return {
      ...component,
      name: schema.$ref.split("/").at(-1),
      description: schema.description ?? component.description,
    };
  }
  // The linter allows `allOf` only of one schema.
  const [only] = schema.allOf ?? [];
  if (only !== undefined) {
    const whole = readSchema(document, only);
    const { description = whole.description, deprecated = whole.deprecated } = schema;
    return { ...whole, description, deprecated, example: exampleOf(schema) ?? whole.example };
  }
  const known = alreadyRead.get(schema);
  if (known !== undefined) return known;
  const read = readOwnSchema(document, schema);
  alreadyRead.set(schema, read);
  return read;
}

function readOwnSchema(document: Document, schema: DocumentSchema): DescribedSchema {
  // The linter allows `oneOf` only for a schema or null.
  const [other] = schema.oneOf?.filter((alternative) => !("type" in alternative && alternative.type === "null")) ?? [];
  if (other !== undefined) {
    const { description, deprecated = false } = schema;
    return { ...readSchema(document, other), nullable: true, description, deprecated, example: exampleOf(schema) };
  }
  const types = [schema.type ?? []].flat();
  return {
    name: undefined,
    // Safe: the linter allows one.
    type: (types.find((type) => type !== "null") ?? "any") as DescribedSchema["type"],
    nullable: types.includes("null"),
    format: schema.format,
    pattern: schema.pattern,
    enum: schema.enum,
    minimum: schema.minimum,
    maximum: schema.maximum,
    exclusiveMinimum: schema.exclusiveMinimum,
    exclusiveMaximum: schema.exclusiveMaximum,
    minLength: schema.minLength,
    maxLength: schema.maxLength,
    minItems: schema.minItems,
    maxItems: schema.maxItems,
    uniqueItems: schema.uniqueItems ?? false,
    items: schema.items === undefined ? undefined : readSchema(document, schema.items),
    properties: Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, member]) => [name, readSchema(document, member)]),
    ),
    required: schema.required ?? [],
    closed: schema.additionalProperties === false,
    others:
      typeof schema.additionalProperties === "object" ? readSchema(document, schema.additionalProperties) : undefined,
    description: schema.description,
    deprecated: schema.deprecated ?? false,
    example: exampleOf(schema),
  };
}

function exampleOf({ example, examples = [] }: DocumentSchema): unknown {
  return example === undefined ? examples[0] : example;
}

function resolve<T extends object>(document: Document, value: T | Reference): T {
  if (!("$ref" in value)) return value;
  let node: unknown = document;
  for (const key of value.$ref.slice("#/".length).split("/")) {
    // Safe: the linter's rule no-unresolved-refs has followed every reference.
    node = (node as Record<string, unknown>)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  // Safe: the linter's rule struct has checked that the component is of the kind that is expected here.
  return resolve(document, node as T | Reference);
}

// The members of the bundled description that are read here.

interface Reference {
  $ref: string;
  /** Of a schema, in place of the component's own. */
  description?: string;
}

interface Document {
  servers: Description["servers"];
  paths: Record<string, Partial<Record<(typeof httpMethods)[number], DocumentOperation>>>;
  components: {
    schemas?: Record<string, DocumentSchema>;
    securitySchemes?: Record<string, { flows?: { password?: { tokenUrl: string } } }>;
  };
}

interface DocumentOperation {
  operationId: string;
  summary: string;
  description: string;
  deprecated?: boolean;
  /** If it is not that of the root, it is empty. */
  security?: object[];
  parameters?: (DocumentParameter | Reference)[];
  requestBody?: DocumentRequestBody | Reference;
  responses: Record<string, { description: string; content?: Record<string, DocumentMediaType> } | Reference>;
}

interface DocumentParameter {
  name: string;
  in: DescribedParameter["in"];
  required?: boolean;
  description: string;
  deprecated?: boolean;
  schema: DocumentSchema | Reference;
  example?: unknown;
  examples?: Record<string, DocumentExample | Reference>;
}

interface DocumentRequestBody {
  description?: string;
  required?: boolean;
  content: Record<string, DocumentMediaType>;
}

interface DocumentSchema {
  type?: string | string[];
  oneOf?: (DocumentSchema | Reference)[];
  allOf?: (DocumentSchema | Reference)[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: DocumentSchema | Reference;
  properties?: Record<string, DocumentSchema | Reference>;
  required?: string[];
  additionalProperties?: boolean | DocumentSchema | Reference;
  description?: string;
  deprecated?: boolean;
  example?: unknown;
  examples?: unknown[];
}

interface DocumentMediaType {
  schema: DocumentSchema | Reference;
  examples?: Record<string, DocumentExample | Reference>;
}

interface DocumentExample {
  summary?: string;
  value: unknown;
}
