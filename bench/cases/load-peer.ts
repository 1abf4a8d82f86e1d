import type { Peer } from "../peers/peer.js";

export async function loadPeer(name: string): Promise<Peer> {
  // In a variable, so that the bundler leaves it alone.
  const file = `../peers/${name}.js`;
  // Sound: bench/peers/tsconfig.json holds each file in peers/ to Peer.
  return (await import(file)) as Peer;
}
