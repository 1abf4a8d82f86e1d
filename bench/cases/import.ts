// PEER: the time of a first import.
import { loadPeer } from "./load-peer.js";

const startedAt = performance.now();
await loadPeer(process.argv[2] ?? "");
console.log(JSON.stringify({ milliseconds: performance.now() - startedAt }));
