// The bundled description as the generators need it: every `$ref` is resolved, every operation is in one list.

export interface Description {
  servers: { url: string; description: string }[];
  operations: Operation[];
  /** The names of the component schemas. */
  schemaNames: string[];
  /** The component schemas that have an `enum`. */
  enums: { name: string; description: string | undefined; values: unknown[] }[];
  /** `tokenUrl` of the first password flow among the security schemes. */
  tokenUrl: string | undefined;
}

export interface Operation {
  operationId: string;
  /** In upper case. */
  method: string;
  path: string;
  summary: string;
  description: string;
  deprecated: boolean;
  parameters: Parameter[];
  responses: Response[];
}

export interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  description: string;
  deprecated: boolean;
  schema: ParameterSchema;
  /** Values of `example` or `examples`, whichever the parameter has. */
  examples: unknown[];
}

interface ParameterSchema {
  type: "string" | "integer" | "number" | "boolean";
  pattern?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  deprecated?: boolean;
}

export interface Response {
  status: string;
  description: string;
  /** The JSON body. */
  body: Body | undefined;
}

interface Body {
  /** Name of the component schema, if the body's schema is a `$ref`. */
  schemaName: string | undefined;
  examples: { name: string; summary: string | undefined; value: unknown }[];
}

const httpMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** @param bundle - the text of the bundled description, which has passed the linter */
export async function readDescription(bundle: string): Promise<Description> {
  // Loaded late, so that `npm run generate` can start redocly before it loads libraries.
  const { parse } = await import("yaml");
  // Sound: the linter has checked it against OpenAPI's structure and our rules.
  const document = parse(bundle) as Document;
  const { schemas = {}, securitySchemes = {} } = document.components;
  return {
    servers: document.servers,
    operations: Object.entries(document.paths).flatMap(([path, pathItem]) =>
      httpMethods.flatMap((method) => {
        const operation = pathItem[method];
        return operation === undefined ? [] : [readOperation(document, method, path, operation)];
      }),
    ),
    schemaNames: Object.keys(schemas),
    enums: Object.entries(schemas).flatMap(([name, schema]) =>
      schema.enum === undefined ? [] : [{ name, description: schema.description, values: schema.enum }],
    ),
    tokenUrl: Object.values(securitySchemes).find(({ flows }) => flows?.password !== undefined)?.flows?.password
      ?.tokenUrl,
  };
}

/** Whether the response is a documented success with a body. */
export function isSuccess({ status, body }: Response): boolean {
  return status.startsWith("2") && body !== undefined;
}

function readOperation(document: Document, method: string, path: string, operation: DocumentOperation): Operation {
  const { operationId, summary, description, deprecated = false, parameters = [], responses } = operation;
  return {
    operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    deprecated,
    parameters: parameters.map((parameter) => readParameter(document, resolve(document, parameter))),
    responses: Object.entries(responses).map(([status, response]) => {
      const { description, content } = resolve(document, response);
      const json = content?.["application/json"];
      return { status, description, body: json === undefined ? undefined : readBody(document, json) };
    }),
  };
}

function readParameter(document: Document, parameter: DocumentParameter): Parameter {
  const { name, in: location, required = false, description, example, examples } = parameter;
  const schema = resolve(document, parameter.schema);
  return {
    name,
    in: location,
    required,
    description,
    deprecated: parameter.deprecated ?? schema.deprecated ?? false,
    schema,
    examples:
      examples === undefined ? [example] : Object.values(examples).map((named) => resolve(document, named).value),
  };
}

function readBody(document: Document, { schema, examples = {} }: DocumentMediaType): Body {
  return {
    schemaName: schema?.$ref?.split("/").at(-1),
    examples: Object.entries(examples).map(([name, example]) => {
      const { summary, value } = resolve(document, example);
      return { name, summary, value };
    }),
  };
}

function resolve<T extends object>(document: Document, value: T | Reference): T {
  if (!("$ref" in value)) return value;
  let node: unknown = document;
  for (const key of value.$ref.slice("#/".length).split("/")) {
    // Sound: the linter's rule no-unresolved-refs has followed every reference.
    node = (node as Record<string, unknown>)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  // Sound: the linter's rule struct has checked that the component is of the kind that is expected here.
  return resolve(document, node as T | Reference);
}

// The members of the bundled description that are read here.

interface Reference {
  $ref: string;
}

interface Document {
  servers: Description["servers"];
  paths: Record<string, Partial<Record<(typeof httpMethods)[number], DocumentOperation>>>;
  components: {
    schemas?: Record<string, { enum?: unknown[]; description?: string }>;
    securitySchemes?: Record<string, { flows?: { password?: { tokenUrl: string } } }>;
  };
}

interface DocumentOperation {
  operationId: string;
  summary: string;
  description: string;
  deprecated?: boolean;
  parameters?: (DocumentParameter | Reference)[];
  responses: Record<string, { description: string; content?: Record<string, DocumentMediaType> } | Reference>;
}

interface DocumentParameter {
  name: string;
  in: Parameter["in"];
  required?: boolean;
  description: string;
  deprecated?: boolean;
  schema: ParameterSchema | Reference;
  example?: unknown;
  examples?: Record<string, DocumentExample | Reference>;
}

interface DocumentMediaType {
  schema?: { $ref?: string };
  examples?: Record<string, DocumentExample | Reference>;
}

interface DocumentExample {
  summary?: string;
  value: unknown;
}
