// Reads the generated files of this folder with TypeDoc, as `npm run docs` does. Prints the text of each comment and its
// tags as JSON, and ends with an error on a warning.
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { Application, Comment } from "typedoc";

const [folder = ""] = process.argv.slice(2);
const app = await Application.bootstrap({
  name: "generated",
  entryPoints: readdirSync(folder).flatMap((name) => (name.endsWith(".ts") ? [join(folder, name)] : [])),
  tsconfig: join(folder, "tsconfig.json"),
  disableSources: true, // A checkout without a git remote has none.
});
const project = await app.convert();
const comments = Object.values(project?.reflections ?? {}).flatMap(({ comment }) => {
  if (comment === undefined) return [];
  const { summary, blockTags, modifierTags } = comment;
  return {
    text: Comment.combineDisplayParts([...summary, ...blockTags.flatMap(({ content }) => content)]),
    tags: [...blockTags.map(({ tag }) => tag), ...modifierTags],
  };
});
console.log(JSON.stringify(comments));
if (app.logger.hasWarnings() || app.logger.hasErrors()) process.exitCode = 1;
