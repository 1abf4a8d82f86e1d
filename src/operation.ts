import type { Member, Schema } from "./schema.js";

/** One operation, as the generator writes it. */
export interface Operation {
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  /** No token is asked for or sent (`security: []` in the description). */
  readonly anonymous?: true;
  /** By name. The body is the parameter `body`. */
  readonly parameters: Readonly<Record<string, ParameterRule>>;
  /** The schema of each success that has a body, by status. */
  readonly successes: Readonly<Record<number, Schema>>;
}

export type ParameterRule = Member &
  (
    | { readonly in: "path" | "query" | "header"; readonly mediaType?: undefined }
    | { readonly in: "body"; readonly mediaType: MediaType }
  );

/** How a request body is written and read. */
export interface MediaType {
  readonly name: string;
  /**
   * Copies a body, which cannot change between the check and the request.
   *
   * @throws EnkashParameterError the media type has no form for a value in it
   */
  copy(operationId: string, body: unknown): BodyCopy;
  /**
   * Reads the body of a request, which is checked later.
   *
   * @param parse - gives the value of the text of a member
   * @throws EnkashParameterError the request has another media type, or its body is not written in this one
   */
  read(operationId: string, request: Request, parse: (name: string, text: string) => unknown): Promise<unknown>;
}

interface BodyCopy {
  /** What is checked. */
  readonly value: unknown;
  /**
   * Writes the checked value as text or bytes, which every `fetch` takes, and which can be sent again.
   *
   * @throws EnkashParameterError a file cannot be read
   */
  readonly write: () => Promise<Content>;
}

/** A request body as it is sent. */
export interface Content {
  readonly type: string;
  readonly data: string | ArrayBuffer;
}
