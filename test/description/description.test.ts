import { readFileSync } from "node:fs";

import { readDescription, type DescribedOperation } from "../../scripts/generate/description.js";

const bundle = readFileSync("generated/openapi.yaml", "utf8");

async function deleteCustomer(text = bundle): Promise<DescribedOperation | undefined> {
  const { operations } = await readDescription(text);
  return operations.find(({ operationId }) => operationId === "deleteCustomerByCustomerId");
}

it("every $ref of an operation is resolved", async () => {
  const operation = await deleteCustomer();
  expect(operation).toMatchObject({
    method: "DELETE",
    path: "/api/v0/customer/{customerId}",
    parameters: [
      { name: "customerId", in: "path", required: true, schema: { type: "string" }, examples: ["KC0123456789ABCD"] },
      { name: "parentCompanyId", in: "query", required: false, schema: { type: "string" } },
    ],
  });
  expect(JSON.stringify(operation)).not.toContain("$ref");
});

it("a parameter's schema may be a $ref", async () => {
  const operation = await deleteCustomer(
    bundle
      .replace(/(name: customerId[^]*?schema:\n).*\n.*\n/, '$1        $ref: "#/components/schemas/CustomerId"\n')
      .replace("  schemas:\n", "  schemas:\n    CustomerId:\n      type: string\n      pattern: ^KC$\n"),
  );
  expect(operation?.parameters[0]?.schema).toMatchObject({ type: "string", pattern: "^KC$" });
});

it("a $ref may lead to a further $ref", async () => {
  const operation = await deleteCustomer(
    bundle
      .replace(/(name: customerId[^]*?schema:\n).*\n.*\n/, '$1        $ref: "#/components/schemas/CustomerId"\n')
      .replace(
        "  schemas:\n",
        '  schemas:\n    CustomerId:\n      $ref: "#/components/schemas/Id"\n    Id:\n      type: string\n',
      ),
  );
  expect(operation?.parameters[0]?.schema).toMatchObject({ name: "CustomerId", type: "string" });
});

it("a parameter is deprecated if its schema is", async () => {
  const [inPath, inQuery] =
    (await deleteCustomer(bundle.replace("pattern: ^CEK", "deprecated: true\n        pattern: ^CEK")))?.parameters ??
    [];
  expect([inPath?.deprecated, inQuery?.deprecated]).toEqual([false, true]);
});

it("a response has the name of its body's schema, and its named examples in order", async () => {
  const operation = await deleteCustomer();
  const notFound = operation?.responses.find(({ status }) => status === "404");
  expect(notFound?.body).toMatchObject({ schema: { name: "Envelope" }, examples: [{ name: "RecordNotFound" }] });
});

it("an enum schema has its name and its values", async () => {
  const { schemas } = await readDescription(bundle);
  expect(schemas["ErrorType"]?.enum).toContain("RECORD_NOT_FOUND");
});
