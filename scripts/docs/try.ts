// site/try.html: a form for each operation, and the package with its sandbox in one script.
import { escapeHtml } from "../../docs/page/escape-html.js";
import type { DescribedOperation, DescribedResponse } from "../generate/description.js";
import { scenarios, scenarioValue } from "../../docs/page/try-scenarios.js";
import { withoutEvidence } from "../lint/evidence-mark.js";
import { bundle } from "./bundle.js";
import { bodyFields, parameterField } from "./try-fields.js";
import type { Page } from "./page.js";

export async function tryPage(operations: DescribedOperation[]): Promise<Page> {
  return {
    file: "try.html",
    title: "Try it",
    group: "Reference",
    summary: "Send the request to a sandbox that runs inside the page. Nothing real is deleted.",
    layout: "try",
    source: "docs/page/",
    styles: ["try"],
    main: `<h1>Try it</h1>
<p class="lead">This page runs the client against a sandbox, a mock of the API. Nothing leaves your browser, and nothing real is deleted.</p>
<noscript><p class="note">This page needs JavaScript. The <a href="reference.html">API reference</a> has the same call in other languages.</p></noscript>
${operations.map(operationForm).join("\n")}`,
    script: await bundle("docs/page/try.ts"),
  };
}

function operationForm({
  operationId,
  method,
  path,
  summary,
  parameters,
  body,
  responses,
}: DescribedOperation): string {
  const fields = [
    ...parameters.map((parameter) => parameterField(operationId, parameter)),
    ...(body === undefined ? [] : bodyFields(operationId, body)),
  ];
  return `<form data-operation="${operationId}" novalidate autocomplete="off" aria-labelledby="${operationId}-title"><div class="inputs">
<h2 id="${operationId}-title">${escapeHtml(summary)}</h2>
<p class="endpoint"><span class="method ${method.toLowerCase()}">${method}</span> <code>${escapeHtml(path)}</code></p>
${fields.join("\n")}
<div class="field">
<label for="${operationId}/token">Access token</label>
<input id="${operationId}/token" name="/token" value="any-token-will-do" aria-describedby="${operationId}/token-rule" spellcheck="false" />
<p id="${operationId}/token-rule" class="rule">made up; leave it empty to be refused with 401</p>
</div>
<div class="field">
<label for="${operationId}/prefer">The sandbox responds</label>
<select id="${operationId}/prefer" name="/prefer">
<option value="">as it finds its customers</option>
${responses.map(exampleOptions).join("\n")}
${scenarioOptions(method)}
</select>
<p class="rule"><a href="try.html" data-part="link">Link to this choice</a></p>
</div>
<p class="buttons"><button class="primary" data-part="send">Send</button> <button type="reset">Start over</button></p>
<p class="rule">Customers in the sandbox: <code data-part="customers"></code></p>
</div><div class="results">
<section class="outcome" data-part="outcome" aria-label="Outcome"><h3>Outcome</h3>
<p role="status" data-part="status"></p>
<div data-part="exchanges"></div></section>
<div class="tabs" data-label="Language of the same call"><div class="tabs-head"><h3>The same call</h3></div>
${codeSection("TypeScript", "typescript")}
${codeSection("curl", "curl")}</div>
</div></form>`;
}

function codeSection(label: string, part: string): string {
  return `<section data-name="${label}"><h4 class="chosen">${label}</h4>
<div class="code"><pre tabindex="0" role="group" aria-label="The same call in ${label}"><code data-part="${part}"></code></pre></div></section>`;
}

/** One option for each named example of the response: a `Prefer` value to which the sandbox responds with that example. */
function exampleOptions({ status, body }: DescribedResponse): string {
  const options = (body?.examples ?? []).map(({ name, summary = name }) => {
    const label = `${status}: ${withoutEvidence(summary)}`;
    return `<option value="${escapeHtml(`example=${name}`)}">${escapeHtml(label)}</option>`;
  });
  return options.join("");
}

/** What happens on the way to a server or back. */
function scenarioOptions(method: string): string {
  const deed = method === "DELETE" ? "the delete" : "the request";
  const options = scenarios.map((scenario) => {
    return `<option value="${scenarioValue(scenario)}">${escapeHtml(scenario.label(deed))}</option>`;
  });
  return `<optgroup label="Without a response of the API">${options.join("")}</optgroup>`;
}
