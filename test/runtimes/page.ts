// The launcher for browsers: leaves the suite where the driver of the page calls it.
import { runSuite } from "./suite.js";

Object.assign(globalThis, { runSuite });
