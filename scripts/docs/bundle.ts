// The scripts of docs/page/, each bundled into one text for the browser.
import { build } from "esbuild";

/** @param define - constants of the script, each as JSON */
export async function bundle(entry: string, define: Record<string, string> = {}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    define,
  });
  const text = outputFiles[0]?.text.trim() ?? "";
  if (text.includes("</script")) throw new Error(`${entry} contains </script, which would end it within a page`);
  return text;
}
