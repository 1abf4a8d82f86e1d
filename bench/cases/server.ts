// Answers every request with the documented success, until the process that started it lets go.
import { createServer } from "node:http";

import { deletedBody } from "../peers/peer.js";

const server = createServer((_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": deletedBody.length });
  response.end(deletedBody);
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
