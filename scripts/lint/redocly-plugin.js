// @ts-check
// The lint rules that assertions in redocly.yaml cannot express, because they follow a $ref or compare several places.
// Each rule is in the file of its name.
import { errorAnswerUsesErrorResponse } from "./error-answer-uses-error-response.js";
import { everyFileUsed } from "./every-file-used.js";
import { operationSupported } from "./operation-supported.js";
import { parameterSupported } from "./parameter-supported.js";
import { parametersAtOperation } from "./parameters-at-operation.js";
import { responseSupported } from "./response-supported.js";

/** @type {import("@redocly/openapi-core/lib/config/types.js").PluginCreator} */
export default () => ({
  id: "enkash",
  rules: {
    oas3: {
      "error-answer-uses-error-response": errorAnswerUsesErrorResponse,
      "every-file-used": everyFileUsed,
      "operation-supported": operationSupported,
      "parameter-supported": parameterSupported,
      "parameters-at-operation": parametersAtOperation,
      "response-supported": responseSupported,
    },
  },
});
