// PEER PORT AT_ONCE SECONDS: calls over HTTP to the server of cases/server.ts.
import { customer } from "../peers/peer.js";
import { loadPeer } from "./load-peer.js";
import { measure } from "./measure.js";

const [peer = "", port = "", atOnce, seconds] = process.argv.slice(2);
const { createDelete } = await loadPeer(peer);
const call = createDelete({ baseUrl: `http://127.0.0.1:${port}`, accessToken: "token", overFetch: false });
console.log(JSON.stringify(await measure(() => call(customer), Number(atOnce), Number(seconds))));
process.exit(); // Kept-alive sockets would hold it.
