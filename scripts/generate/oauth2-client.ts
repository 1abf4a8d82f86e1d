// generated/oauth2-client.ts: the part of @badgateway/oauth2-client that src/auth.ts is made of.
//
// Bundled, and no (optional) peer dependency, because the library is published as an ES module alone: a consumer's
// CommonJS Jest on Node 20 could not load it. This way there is nothing to install beside the package, and what runs is
// the version that our tests ran with. package.json pins it; after a new version, `generate --check` asks for a new file.
import { readFile } from "node:fs/promises";

import type { PluginBuild } from "esbuild";

const library = "node_modules/@badgateway/oauth2-client";

export async function oauth2ClientFile(): Promise<string> {
  const { build } = await import("esbuild");
  const [{ outputFiles }, manifest, license] = await Promise.all([
    build({
      entryPoints: [`${library}/dist/client.js`],
      bundle: true,
      format: "esm",
      target: "es2022",
      write: false,
      plugins: [{ name: "without-authorization-code", setup: withoutAuthorizationCode }],
    }),
    readFile(`${library}/package.json`, "utf8"),
    readFile(`${library}/LICENSE`, "utf8"),
  ]);
  const { name, version } = JSON.parse(manifest) as { name: string; version: string }; // Sound: npm requires both.
  // The parameters of the compiled classes have lost their types; the library's own stand for them.
  const code = (outputFiles[0]?.text ?? "").replace(/^export \{[^}]*\};\n/m, "");
  return `// @ts-nocheck
/*!
 * Bundled from ${name} ${version}.
 *
${license.trim().replace(/^/gm, " * ").replace(/ +$/gm, "")}
 */
import type { OAuth2Client as Typed } from "${name}";

${code}
const typed: typeof Typed = OAuth2Client;
export { typed as OAuth2Client };
export type { OAuth2Token } from "${name}";
`;
}

/** Another grant, which we do not offer; its import of Node's crypto would follow every consumer into the browser. */
function withoutAuthorizationCode(bundle: PluginBuild): void {
  bundle.onLoad({ filter: /authorization-code\.js$/ }, () => ({
    contents: "export const OAuth2AuthorizationCodeClient = undefined;",
  }));
}
