// Builds with webpack without its command line, which is a package of its own.
const webpack = require("webpack");

const config = {
  mode: "production",
  entry: "./main.js",
  experiments: { topLevelAwait: true }, // That of main.js. The package has none.
  output: { path: `${__dirname}/webpack`, filename: "main.js" },
};

webpack(config, (error, stats) => {
  const failure = error ?? (stats.hasErrors() ? new Error(stats.toString()) : undefined);
  if (failure) throw failure;
});
