import { compare, countsOf, type Report, type Survivors } from "./survivors.js";

const source = "const a = b > 1;\nconst c = {\n  d: 1,\n};\n";
const comparison = { start: { line: 1, column: 11 }, end: { line: 1, column: 16 } };
const literal = { start: { line: 2, column: 11 }, end: { line: 4, column: 2 } };

function report(...statuses: [string, string, string]): Report {
  const changes = [
    { replacement: "true", location: comparison },
    { replacement: "true", location: comparison },
    { replacement: "{}", location: literal },
  ];
  const mutants = changes.map((change, index) => ({ ...change, status: statuses[index] ?? "" }));
  return { files: { "src/a.ts": { source, mutants }, "src/b.ts": { source, mutants } } };
}

const listed: Survivors = { "src/a.ts": [{ reason: "equivalent", mutants: [["b > 1", "true"]] }] };

it("as many survive as the list names, wherever they stand", () => {
  expect(compare(report("Survived", "Killed", "Killed"), listed)).toEqual([]);
  expect(compare(report("Killed", "NoCoverage", "Killed"), listed)).toEqual([]);
});

it("one that the list does not name is told, whether its text is new or occurs once more", () => {
  expect(compare(report("Survived", "Survived", "NoCoverage"), listed)).toEqual([
    "src/a.ts: no test finds b > 1 → true",
    "src/a.ts: no test finds { d: 1, } → {}",
  ]);
});

it("one that is listed and killed is told, but not if it ran out of time", () => {
  expect(compare(report("Killed", "Killed", "Killed"), listed)).toEqual([
    "src/a.ts: no longer survives, but is listed: b > 1 → true",
  ]);
  expect(compare(report("Killed", "Timeout", "Killed"), listed)).toEqual([]);
});

it("counts those that were run, in each file", () => {
  expect(countsOf(report("Killed", "Timeout", "Survived"))).toEqual([
    "src/a.ts: 2 of 3 killed (66.7 %)",
    "src/b.ts: 2 of 3 killed (66.7 %)",
  ]);
  expect(countsOf(report("RuntimeError", "Ignored", "Killed"))[0]).toBe("src/a.ts: 1 of 1 killed (100.0 %)");
});
