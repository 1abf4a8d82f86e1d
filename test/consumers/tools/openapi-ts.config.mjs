export default {
  input: "../node_modules/enkash-customer-client/openapi.yaml",
  output: "hey-api",
  logs: { file: false },
  plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "zod", { name: "@hey-api/sdk", validator: true }],
};
