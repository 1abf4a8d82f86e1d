// The scripts of docs/page/, each bundled into one text for the browser.
import { build } from "esbuild";

export interface Script {
  text: string;
  /** Files whose code is in the text, from the project's folder. */
  sources: string[];
}

/** @param define - constants of the script, each as JSON */
export async function bundle(entry: string, define: Record<string, string> = {}): Promise<Script> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    define,
  });
  // After "<!--", a further "<script" in a text of the script would hide the script's own end tag from the browser.
  const text = (outputFiles[0]?.text.trim() ?? "").replaceAll("<!--", "\\x3C!--");
  if (/<\/script/i.test(text)) throw new Error(`${entry} contains </script, which would end it within a page`);
  return { text, sources: Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)) };
}
