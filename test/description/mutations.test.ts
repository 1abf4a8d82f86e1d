import { runTypeScript } from "../support/run-typescript.js";

// `npm run test:slips` takes all of them, which is some minutes.
it("a sample of the mutations of a rich description is refused with file, line and column, or generated", async () => {
  const { exitCode, stdout, stderr } = await runTypeScript("test/description/mutations/run.ts", ["--every", "307"]);
  expect(stdout).toMatch(/^\d+ mutations are each refused with file, line and column, or generated\.\n$/);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});
