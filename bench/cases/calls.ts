// PEER stub|platform SECONDS: the cost of a call on a ready answer.
import { customer } from "../peers/peer.js";
import { loadPeer } from "./load-peer.js";
import { measure } from "./measure.js";
import { answerAtOnce } from "./ready-answer.js";

const [peer = "", fetchKind, seconds] = process.argv.slice(2);
answerAtOnce(fetchKind === "platform");
const { createDelete } = await loadPeer(peer);
const call = createDelete({ baseUrl: "http://127.0.0.1:9", accessToken: "token", overFetch: true });
console.log(JSON.stringify(await measure(() => call(customer), 1, Number(seconds))));
