// @ts-check
// The lint rules that assertions in redocly.yaml cannot express, because they follow a $ref or compare several places.
// Each rule is in the file of its name.
import { errorUsesErrorResponse } from "./error-uses-error-response.js";
import { evidenceMarked } from "./evidence-marked.js";
import { everyFileUsed } from "./every-file-used.js";
import { exampleHasValue } from "./example-has-value.js";
import { guarded } from "./guarded.js";
import { keysSupported } from "./keys-supported.js";
import { namesNotReserved } from "./names-not-reserved.js";
import { operationSupported } from "./operation-supported.js";
import { parameterName } from "./parameter-name.js";
import { parameterPattern } from "./parameter-pattern.js";
import { parameterSupported } from "./parameter-supported.js";
import { pathsNotAmbiguous } from "./paths-not-ambiguous.js";
import { passwordFlow } from "./password-flow.js";
import { pathParameterValues } from "./path-parameter-values.js";
import { pathSupported } from "./path-supported.js";
import { requestBodySupported } from "./request-body-supported.js";
import { responseSupported } from "./response-supported.js";
import { schemaName } from "./schema-name.js";
import { schemaNotRecursive } from "./schema-not-recursive.js";
import { schemaSupported } from "./schema-supported.js";
import { serverSupported } from "./server-supported.js";

/** @type {import("@redocly/openapi-core/lib/config/types.js").PluginCreator} */
export default () => ({
  id: "enkash",
  rules: {
    oas3: guarded({
      "error-uses-error-response": errorUsesErrorResponse,
      "evidence-marked": evidenceMarked,
      "every-file-used": everyFileUsed,
      "example-has-value": exampleHasValue,
      "keys-supported": keysSupported,
      "names-not-reserved": namesNotReserved,
      "operation-supported": operationSupported,
      "parameter-name": parameterName,
      "parameter-pattern": parameterPattern,
      "parameter-supported": parameterSupported,
      "password-flow": passwordFlow,
      "path-parameter-values": pathParameterValues,
      "path-supported": pathSupported,
      "paths-not-ambiguous": pathsNotAmbiguous,
      "request-body-supported": requestBodySupported,
      "response-supported": responseSupported,
      "schema-name": schemaName,
      "schema-not-recursive": schemaNotRecursive,
      "schema-supported": schemaSupported,
      "server-supported": serverSupported,
    }),
  },
});
