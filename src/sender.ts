import { operationTable, type OperationId } from "../generated/operations.js";
import { untilAborted } from "./http/abortable.js";
import type { ReceivedResponse } from "./http/attempt.js";
import { doubtOf } from "./http/retry.js";
import { createTransport } from "./http/transport.js";
import { checkCallOptions, checkClientOptions, type CallOptions, type EnkashClientOptions } from "./options.js";
import { checkParameters, type CheckedParameters } from "./parameters.js";
import { writeQuery } from "./query.js";

/** A call that may be sent. */
export interface CheckedCall {
  readonly operationId: OperationId;
  readonly parameters: CheckedParameters;
  readonly options: CallOptions;
}

/** The only way to the server: everything that is sent is written from checked parameters. */
export interface Sender {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /**
   * Checks a call, before anything is sent.
   *
   * @throws EnkashParameterError a parameter or the body is missing, malformed or unknown
   * @throws TypeError an option is of the wrong kind or unknown
   */
  readonly check: (operationId: OperationId, parameters: unknown, options: CallOptions | undefined) => CheckedCall;
  /**
   * Sends a call. The response is whole, but not judged: see `readEnvelope`.
   *
   * @param ofRequest - headers of this call, beside those of the client
   */
  readonly send: (call: CheckedCall, ofRequest?: Readonly<Record<string, string>>) => Promise<ReceivedResponse>;
}

export function createSender(options: EnkashClientOptions): Sender {
  const { baseUrl, headers, timeoutMs, maxRetries, maxResponseBytes, ...settings } = checkClientOptions(options);
  const sendCall = createTransport(settings);
  return {
    baseUrl,
    check(operationId, parameters, options) {
      const checked = checkCallOptions(operationId, options);
      return { operationId, parameters: checkParameters(operationId, parameters), options: checked };
    },
    async send({ operationId, parameters: { path, query, header, body }, options }, ofRequest) {
      const { method, path: template, anonymous } = operationTable[operationId];
      const content = body && (await untilAborted(options.signal, body));
      return await sendCall({
        operationId,
        method,
        url: baseUrl + writePath(template, path) + writeQuery(query),
        headers: { ...headers, ...ofRequest, ...header, ...(content && { "content-type": content.type }) },
        body: content?.data,
        signal: options.signal,
        timeoutMs: options.timeoutMs ?? timeoutMs,
        maxRetries: options.maxRetries ?? maxRetries,
        maxResponseBytes,
        doubt: doubtOf(method),
        anonymous,
      });
    },
  };
}

export function writePath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template
    .split("{") // Each but the first begins with a name and "}".
    .map((part) => {
      const end = part.indexOf("}");
      return end < 0 ? part : encodeURIComponent(String(values[part.slice(0, end)])) + part.slice(end + 1);
    })
    .join("");
}
