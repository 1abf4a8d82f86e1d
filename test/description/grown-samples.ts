// Runs the request samples of the grown description, in every language whose toolchain is installed.
import { runCommand } from "../../scripts/shared/command.js";
import { inGrownProject } from "../support/grown-project.js";

await runCommand(
  { name: "test:samples", summary: "Runs the request samples of the grown description, as samples:check does." },
  () => {
    inGrownProject((_, run) => {
      run("scripts/generate.ts");
      run("scripts/samples-check.ts");
    });
  },
);
