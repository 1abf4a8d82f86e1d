require("../jest-cjs/delete.test.js");
