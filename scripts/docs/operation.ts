// One operation of the API reference: its words on the left, its code on the right.
import { escapeHtml } from "../../docs/page/escape-html.js";
import type { DescribedOperation, DescribedParameter, DescribedResponse } from "../generate/description.js";
import type { Sample } from "../generate/samples.js";
import { writeQuery } from "../../src/query.js";
import { withoutEvidence } from "../lint/evidence-mark.js";
import { evidence } from "./evidence.js";
import { codeBlock, heading } from "./html.js";
import { text } from "./markdown.js";
import { sampleLabel, sampleNote } from "./samples.js";
import { requestBodySection } from "./request-body.js";
import { limits, rules, schemaType } from "./schema.js";

interface NamedExample {
  status: string;
  name: string;
  summary: string;
  value: unknown;
}

/** @param sdkPages - where the SDK reference has each operation's method, by operationId */
export function operationSection(
  operation: DescribedOperation,
  samples: Sample[],
  sdkPages: Map<string, string>,
): string {
  const { operationId, method, path, summary, description, deprecated, anonymous, parameters, body, responses } =
    operation;
  const sdkPage = sdkPages.get(operationId);
  if (sdkPage === undefined) throw new Error(`the SDK reference has no method ${operationId}`);
  return `<section class="operation"><div class="words">
${heading(2, operationId, escapeHtml(summary))}
<p class="endpoint"><span class="method ${method.toLowerCase()}">${method}</span> <code>${escapeHtml(path).replace(/\{\w+\}/g, "<em>$&</em>")}</code></p>
${deprecated ? '<p class="note">This operation is deprecated.</p>' : ""}
${evidence(text(description, operationId))}
${anonymous ? "<p>It takes no access token, and none is sent.</p>" : ""}
<p class="actions"><a class="call-to-action" href="try.html#${operationId}-title">Try it in your browser</a> <a href="${sdkPage}"><code>${operationId}</code> in the SDK</a></p>
${heading(3, `${operationId}-parameters`, "Parameters")}
${parameters.map((parameter) => parameterSection(operationId, parameter)).join("\n") || "<p>None.</p>"}
${body === undefined ? "" : requestBodySection(operationId, body)}
${heading(3, `${operationId}-responses`, "Responses")}
${responses.map((response) => responseSection(operationId, response)).join("\n")}
</div><div class="panels">
${requestPanel(operationId, samples)}
${responsePanel(operationId, responses)}
</div></section>`;
}

function parameterSection(operationId: string, parameter: DescribedParameter): string {
  const { name, schema, required, deprecated } = parameter;
  const id = `${operationId}-${name}`;
  const examples = parameter.examples.map((value) => {
    return `<code>${escapeHtml(typeof value === "string" ? value : JSON.stringify(value))}</code>`;
  });
  return `<div class="parameter">${heading(4, id, `<code>${name}</code>`)}
<p class="type">${schemaType(schema)} · in ${parameter.in} · ${required ? '<b class="required">required</b>' : "optional"}${limits({ ...schema, deprecated })}</p>
${evidence(text(parameter.description, id))}
${rules(id, schema, 5)}
<p>Example: ${examples.join(", ")}</p>${writtenInUrl(parameter)}</div>`;
}

/** How an array or an object is written in the URL. */
function writtenInUrl({ name, schema, in: place, examples }: DescribedParameter): string {
  if (place !== "query" || (schema.type !== "array" && schema.type !== "object")) return "";
  return `<p>In the URL: <code>${escapeHtml(writeQuery({ [name]: examples[0] }).slice("?".length))}</code></p>`;
}

function responseSection(operationId: string, response: DescribedResponse): string {
  const { status, description: words, body } = response;
  const title = /^[\w ]*\w/.exec(words)?.[0] ?? "";
  const more = words.slice(title.length);
  const items = namedExamples(response).map((example) => {
    const href = `#${exampleId(operationId, example)}`;
    const type = errorTypeOf(example.value);
    return `<li>${type === undefined ? "" : `<code>${escapeHtml(type)}</code> `}<a href="${href}">${escapeHtml(withoutEvidence(example.summary))}</a></li>`;
  });
  return `<div class="response">${heading(4, `${operationId}-${status}`, `<span class="status s${status[0] ?? ""}">${status}</span> ${escapeHtml(title)}`)}
${withoutEvidence(more) === "." ? "" : evidence(text(words, `${operationId}-${status}`))}
<p class="type">${body === undefined ? "no JSON body" : `application/json · ${schemaType(body.schema)}`}</p>
<ul>${items.join("")}</ul></div>`;
}

function requestPanel(operationId: string, samples: Sample[]): string {
  const sections = samples.map((sample) => {
    const { lang } = sample;
    const label = sampleLabel(sample);
    const shown =
      "missing" in sample
        ? `<p>No sample: ${escapeHtml(sample.missing)}.</p>`
        : codeBlock(sample.source, lang, `Request in ${label}`);
    const id = `${operationId}-sample-${lang.toLowerCase().replace("#", "-sharp")}`;
    return `<section data-name="${escapeHtml(label)}"><h4 class="chosen" id="${id}">${escapeHtml(label)}</h4>
${shown}</section>`;
  });
  return `<div class="tabs" data-label="Language of the request sample" data-remember="language"><div class="tabs-head"><h3>Request</h3></div>
${sections.join("\n")}</div>
<p class="type samples-run">${escapeHtml(sampleNote(samples))}</p>`;
}

function responsePanel(operationId: string, responses: DescribedResponse[]): string {
  const sections = responses.flatMap(namedExamples).map((example) => {
    const { status, name, summary, value } = example;
    const title = `<span class="status s${status[0] ?? ""}">${status}</span> ${escapeHtml(withoutEvidence(summary))}`;
    const label = `Response ${status}: ${withoutEvidence(summary)}`;
    return `<section data-group="${status}" data-name="${escapeHtml(`${status} ${name}`)}">${heading(4, exampleId(operationId, example), title, escapeHtml(label))}
${codeBlock(JSON.stringify(value, null, 2), "json", label)}</section>`;
  });
  return `<div class="tabs" data-label="Example of a response"><div class="tabs-head"><h3>Response</h3></div>
${sections.join("\n")}</div>`;
}

function namedExamples({ status, body }: DescribedResponse): NamedExample[] {
  return (body?.examples ?? []).map(({ name, summary = name, value }) => ({ status, name, summary, value }));
}

function exampleId(operationId: string, { status, name }: NamedExample): string {
  return `${operationId}-${status}-${name}`;
}

function errorTypeOf(value: unknown): string | undefined {
  return /"errorType":"(\w+)"/.exec(JSON.stringify(value))?.[1];
}
