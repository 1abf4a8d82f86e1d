// PEER CALLS, with --expose-gc: memory after so many calls on a ready answer.
import { customer } from "../peers/peer.js";
import { loadPeer } from "./load-peer.js";
import { turn } from "./measure.js";
import { answerAtOnce } from "./ready-answer.js";

const [peer = "", calls] = process.argv.slice(2);
answerAtOnce(true);
const { createDelete } = await loadPeer(peer);
const call = createDelete({ baseUrl: "http://127.0.0.1:9", accessToken: "token", overFetch: true });
for (let count = 1; count <= Number(calls); count++) {
  await call(customer);
  if (count % 100 === 0) await turn();
}
await globalThis.gc?.({ execution: "async" });
const peakBytes = process.resourceUsage().maxRSS * 1_024;
console.log(JSON.stringify({ peakBytes, heapBytes: process.memoryUsage().heapUsed }));
