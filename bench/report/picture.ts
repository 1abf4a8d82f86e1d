import { callsOf } from "../measures/calls.js";
import { peerNames, type PeerName } from "../peers/peer.js";
import { falselyReported } from "../measures/faults.js";
import type { Results } from "./results.js";
import { median } from "../rounds.js";
import { figure } from "../table.js";

interface Bar {
  peer: PeerName;
  value: number;
  /** The minimum and the maximum of the rounds. */
  range?: [number, number];
}

const [width, rowHeight, panelHead, labelWidth, valueWidth] = [760, 24, 44, 190, 90];

/** bench/results.svg: bar charts of the main figures, in the reader's colour scheme (light or dark). */
export function picture({ calls, sizes, faults, nodeVersions }: Results): string {
  const panels = [...nodeVersions].map(([node, version]) => ({
    title: `Calls per second on a stubbed fetch, Node ${version} (longer is better)`,
    bars: peerNames.map((peer): Bar => {
      const samples = callsOf(calls, node, peer, "stub").map(({ callsPerSecond }) => callsPerSecond);
      return { peer, value: median(samples), range: [Math.min(...samples), Math.max(...samples)] };
    }),
  }));
  panels.push({
    title: "False reports of a delete, in eight faults of a server (shorter is better)",
    bars: faults.map(({ peer, reports }) => ({ peer, value: falselyReported(reports) })),
  });
  panels.push({
    title: "Bytes of a bundle that deletes a customer, minified, with brotli (shorter is better)",
    bars: peerNames.map((peer) => ({ peer, value: sizes.get(peer)?.brotli ?? NaN })),
  });

  const panelHeight = panelHead + peerNames.length * rowHeight;
  const height = panels.length * panelHeight + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">enkash-customer-client compared with its peers</title>
<style>
  svg { background: #fff; font: 13px system-ui, sans-serif }
  text { fill: #1f2328 } .title { font-weight: 600 } .value { font-variant-numeric: tabular-nums }
  .bar { fill: #8c959f } .ours { fill: #0969da } .range { stroke: #1f2328 }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117 } text { fill: #e6edf3 } .bar { fill: #6e7681 } .ours { fill: #4493f8 } .range { stroke: #e6edf3 }
  }
</style>
${panels.map(({ title, bars }, index) => panel(title, bars, index * panelHeight)).join("\n")}
</svg>
`;
}

function panel(title: string, bars: Bar[], top: number): string {
  const max = Math.max(...bars.flatMap(({ value, range = [0, 0] }) => [value, range[1]]));
  const scale = (width - labelWidth - valueWidth) / max;
  const rows = bars.map(({ peer, value, range }, row) => {
    const y = top + panelHead + row * rowHeight;
    const kind = peer === "enkash-customer-client" ? "bar ours" : "bar";
    const [from, to] = (range ?? []).map((end) => labelWidth + end * scale);
    const whisker = from === undefined || to === undefined ? "" : `<path class="range" d="M${from} ${y + 9}H${to}"/>`;
    return `<text x="${labelWidth - 8}" y="${y + 13}" text-anchor="end">${peer}</text><rect class="${kind}" x="${labelWidth}" y="${y}" width="${value * scale}" height="18"/>${whisker}<text class="value" x="${width - 8}" y="${y + 13}" text-anchor="end">${figure(value)}</text>`;
  });
  return `<text class="title" x="16" y="${top + 28}">${title}</text>\n${rows.join("\n")}`;
}
