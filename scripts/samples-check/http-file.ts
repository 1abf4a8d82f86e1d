import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";

/** Sends the request of an HTTP file as editors do: they fill in variables, files and the length. Returns the response. */
export function sendHttpFile(file: string, host: string, variables: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(`http://${host}`);
  const bytes = requestBytes(file, variables);
  return new Promise((resolve, reject) => {
    let output = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes);
    });
    socket.on("data", (text) => (output += text.toString()));
    socket.on("end", () => {
      resolve(output);
    });
    socket.on("error", reject);
  });
}

function requestBytes(file: string, variables: Record<string, string>): Buffer {
  const text = readFileSync(file, "utf8").replace(/\{\{(.*?)\}\}/g, (_, name: string) => {
    const value = variables[name.replace("$processEnv ", "")];
    if (value === undefined) throw new Error(`${file} has an unknown variable: ${name}`);
    return value;
  });
  const [head = "", ...paragraphs] = text.trim().split("\n\n");
  if (paragraphs.length === 0) return Buffer.from(`${withCrLf(head)}\r\n\r\n`);
  const lines = paragraphs.join("\n\n").split("\n");
  const body = Buffer.concat(
    lines.flatMap((line) => {
      const included = /^< (.+)$/.exec(line)?.[1];
      return [
        included === undefined ? Buffer.from(line) : readFileSync(join(dirname(file), included)),
        Buffer.from("\r\n"),
      ];
    }),
  );
  return Buffer.concat([Buffer.from(`${withCrLf(head)}\r\nContent-Length: ${body.length}\r\n\r\n`), body]);
}

function withCrLf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}
