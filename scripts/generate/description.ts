// The parts of the bundled description that scripts read, once it has passed the linter. Where the bundler leaves a
// `$ref`, `resolve` follows it.

export interface Reference {
  $ref: string;
}

export interface Parameter {
  name: string;
  in: "path" | "query";
  required?: boolean;
  description: string;
  schema: ParameterSchema;
  example?: unknown;
  examples?: Record<string, Example | Reference>;
}

interface ParameterSchema {
  type: "string" | "integer" | "number" | "boolean";
  pattern?: string;
  enum?: unknown[];
}

interface Example {
  summary?: string;
  value: unknown;
}

interface Response {
  description: string;
  content?: Record<string, { examples?: Record<string, Example | Reference> }>;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  parameters?: (Parameter | Reference)[];
  responses: Record<string, Response | Reference>;
}

export interface Description {
  servers: { url: string; description: string }[];
  paths: Record<string, Partial<Record<(typeof httpMethods)[number], Operation>>>;
  components: {
    schemas?: Record<string, { enum?: unknown[]; description?: string }>;
    securitySchemes?: Record<string, { flows?: { password?: { tokenUrl: string } } }>;
  };
}

/** What `redocly lint --format=json` prints. */
export interface LintReport {
  problems: {
    ruleId: string;
    message: string;
    location: { source: { ref: string }; start?: { line: number; col: number } }[];
  }[];
}

const httpMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

export interface Endpoint {
  method: string;
  path: string;
  operation: Operation;
}

export function endpoints(description: Description): Endpoint[] {
  return Object.entries(description.paths).flatMap(([path, pathItem]) =>
    httpMethods.flatMap((method) => {
      const operation = pathItem[method];
      return operation === undefined ? [] : [{ method: method.toUpperCase(), path, operation }];
    }),
  );
}

export function resolve<T extends object>(description: Description, value: T | Reference): T {
  if (!("$ref" in value)) return value;
  let node: unknown = description;
  for (const key of value.$ref.slice("#/".length).split("/")) {
    // Sound: the linter's no-unresolved-refs has seen every step of every reference lead to an object's member.
    node = (node as Record<string, unknown>)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  // Sound: the linter's struct rule has seen that the referenced component is of the kind that stands here.
  return node as T;
}

export function parametersOf(description: Description, operation: Operation): Parameter[] {
  return (operation.parameters ?? []).map((parameter) => resolve(description, parameter));
}

/** A parameter's examples, whichever of the two ways they are written in. */
export function parameterExamples(description: Description, parameter: Parameter): unknown[] {
  if (parameter.examples === undefined) return [parameter.example];
  return Object.values(parameter.examples).map((example) => resolve(description, example).value);
}

/** A TSDoc comment of these paragraphs. */
export function tsDoc(paragraphs: (string | undefined)[]): string {
  const text = paragraphs.flatMap((paragraph) => paragraph?.trim() ?? []).join("\n\n");
  return `/**\n${text.replaceAll("*/", "*\\/").replace(/^/gm, " * ")}\n */`;
}
