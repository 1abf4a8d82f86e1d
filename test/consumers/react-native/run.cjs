// Bundles main.js as an app of React Native is: every file goes through Babel with React Native's preset for Hermes. Compiles
// the bundle with Hermes, and runs it in Node with no more globals than React Native has.
const { execFileSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const vm = require("node:vm");

const babel = require("@babel/core");
const { build } = require("esbuild");
const { JSDOM } = require("jsdom");

const profile = { unstable_transformProfile: "hermes-stable" };
const preset = [require.resolve("@react-native/babel-preset"), profile];

const throughBabel = {
  name: "through-babel",
  setup({ onLoad }) {
    onLoad({ filter: /\.c?js$/ }, ({ path }) => {
      const caller = { name: "metro", ...profile };
      const options = { filename: path, presets: [preset], caller, babelrc: false, configFile: false, compact: false };
      return { contents: babel.transformSync(readFileSync(path, "utf8"), options).code };
    });
  },
};

async function run() {
  await build({
    entryPoints: ["main.js"],
    outfile: "out/main.js",
    bundle: true,
    format: "iife",
    mainFields: ["react-native", "browser", "main"],
    conditions: ["require", "react-native"],
    plugins: [throughBabel],
    logLevel: "warning",
  });
  execFileSync(require.resolve("hermes-compiler/hermesc/linux64-bin/hermesc"), [
    "-w",
    "-emit-binary",
    "-out=out/main.hbc",
    "out/main.js",
  ]);

  const context = vm.createContext(globals(new JSDOM("", { url: "http://localhost" }).window));
  // What the Hermes of React Native 0.70 lacks.
  vm.runInContext(
    `for (const name of ["AggregateError", "FinalizationRegistry", "Iterator", "WeakRef"]) delete globalThis[name];
for (const name of ["at", "findLast", "toSorted", "toReversed", "with"]) delete Array.prototype[name];
for (const name of ["at", "isWellFormed"]) delete String.prototype[name];
delete Object.groupBy;
delete Promise.withResolvers;`,
    context,
  );
  vm.runInContext(readFileSync("out/main.js", "utf8"), context);
}

/** Of React Native 0.86, with a polyfill of TextDecoder. Its requests are jsdom's, which go over the network. */
function globals({ Blob, File, FileReader, FormData, XMLHttpRequest, URLSearchParams, URL }) {
  class ReactNativeURL extends URL {}
  ReactNativeURL.canParse = undefined;
  return {
    Blob,
    File,
    FileReader,
    FormData,
    URL: ReactNativeURL,
    URLSearchParams,
    XMLHttpRequest,
    TextDecoder,
    atob,
    btoa,
    clearInterval,
    clearTimeout,
    console,
    performance,
    process: { env: { ENKASH_BASE_URL: process.env.ENKASH_BASE_URL } },
    setInterval,
    setTimeout,
  };
}

run();
