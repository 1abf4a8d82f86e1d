// Entry for browsers: exposes the suite as a global function, which the driver of the page calls.
import { runSuite } from "./suite.js";

Object.assign(globalThis, { runSuite });
