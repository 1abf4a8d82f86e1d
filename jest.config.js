import { availableParallelism } from "node:os";

/** @type {import("jest").Config} */
export default {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // Published only as ECMAScript modules.
  transformIgnorePatterns: ["/node_modules/(?!marked/)"],
  transform: { "\\.[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/site/", "<rootDir>/.tmp/"],
  // One more than the cores, since many tests wait for a process or a timer.
  maxWorkers: availableParallelism() + 1,
  coverageReporters: [["text", { skipFull: true }]],
  collectCoverageFrom: ["src/**/*.ts"],
  coverageThreshold: { global: { statements: 100, branches: 100, functions: 100, lines: 100 } },
};
