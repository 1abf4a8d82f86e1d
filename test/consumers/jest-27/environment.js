// Jest 27 shows only some of Node's globals to the tests.
const NodeEnvironment = require("jest-environment-node");

module.exports = class extends NodeEnvironment {
  constructor(config) {
    super(config);
    const { fetch, FormData, Headers, Request, Response } = globalThis;
    Object.assign(this.global, { fetch, FormData, Headers, Request, Response });
  }
};
