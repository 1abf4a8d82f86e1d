// The outcome of a call in sentences: what is known, why, and from how many requests.
import { EnkashApiError, EnkashError, EnkashTimeoutError } from "../../src/index.js";
import { escapeHtml } from "./escape-html.js";

interface Shown {
  kind: "good" | "bad" | "unsure";
  word: string;
  meaning: string;
}

/** What each outcome means for any operation, as src/errors.ts has it. */
const outcomes: Record<EnkashError["outcome"], Shown> = {
  "not-sent": { kind: "bad", word: "not-sent", meaning: "No request was sent. Nothing changed." },
  refused: { kind: "bad", word: "refused", meaning: "The server responded that it did not do it. Nothing changed." },
  "not-found": {
    kind: "unsure",
    word: "not-found",
    meaning:
      "The server responded that there is no such customer now. It was never there, or a request deleted it: an earlier one, or this call's own.",
  },
  unknown: {
    kind: "unsure",
    word: "unknown",
    meaning: "It may have taken effect or not. Check before you report the customer as deleted or not.",
  },
};

export function successHtml(requests: number): string {
  const shown: Shown = { kind: "good", word: "success", meaning: "Status and body both report success." };
  return sentences("Resolved", shown, [requestsSent(requests)]);
}

export function failureHtml(error: unknown, requests: number): string {
  if (!(error instanceof EnkashError)) {
    const meaning = error instanceof Error ? error.message : String(error);
    return sentences("Not called", { kind: "bad", word: "not-sent", meaning }, ["No request was sent."]);
  }
  const reason = [
    `The error's message: ${error.message}`,
    ...(error instanceof EnkashApiError && error.errorType !== undefined
      ? [`Its errorType is ${error.errorType}.`]
      : []),
    ...(error instanceof EnkashTimeoutError
      ? [`This page waits ${error.timeoutMs} ms for each; the default is longer.`]
      : []),
    ...(error.outcome === "not-sent" ? [] : [requestsSent(requests)]),
  ];
  return sentences(`Rejected: ${error.name}`, outcomes[error.outcome], reason);
}

function requestsSent(requests: number): string {
  return requests === 1 ? "1 request was sent." : `${requests} requests were sent: the call was retried.`;
}

function sentences(title: string, { kind, word, meaning }: Shown, reasons: string[]): string {
  const lines = [meaning, ...reasons].map((line) => `<span>${escapeHtml(line)}</span>`);
  return `<strong class="${kind}">${escapeHtml(title)}</strong> <b class="verdict ${kind}">${word}</b> ${lines.join(" ")}`;
}
