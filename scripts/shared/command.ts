import { parseArgs, styleText } from "node:util";

interface Option {
  type: "boolean" | "string";
  /** Placeholder of a string's value in the usage text. */
  value?: string;
  default?: boolean | string;
  /** Whether the option may be given several times. */
  multiple?: boolean;
  /** For the usage text, which adds the default of a string. */
  description: string;
}

interface Command {
  /** The npm script. Every error message begins with it. */
  name: string;
  /** For the usage text. Default: `npm run <name> [-- options]`. */
  usage?: string;
  /** What the command does, for the usage text. */
  summary: string;
  /** Whether arguments that are no options are allowed. */
  positionals?: boolean;
  /** Of another program, which gets all arguments but --help as they are: they are given as `positionals`. */
  passesOn?: boolean;
  /** The exit code of an error. Default: 1. */
  errorExitCode?: number;
}

type Values<Options extends Record<string, Option>> = ReturnType<typeof parseArgs<{ options: Options }>>["values"];

/** Parses the options, prints the --help, and reports an error in one line `name: message` with exit code 1 or its own. */
export async function runCommand<Options extends Record<string, Option>>(
  command: Command & { options?: Options },
  run: (values: Values<Options>, positionals: string[]) => void | Promise<void>,
): Promise<void> {
  const { name, positionals = false, passesOn = false, options, errorExitCode = 1 } = command;
  const args = process.argv.slice(2);
  if (passesOn && !args.includes("--help")) args.unshift("--");
  try {
    const help = { type: "boolean", short: "h" } as const;
    const allowPositionals = positionals || passesOn;
    const parsed = parseArgs({ args, options: { ...options, help }, allowPositionals });
    if (parsed.values["help"] === true) console.log(usageText(command, options ?? {}));
    // Safe: `values` has what Options asks for, and `help`.
    else await run(parsed.values as Values<Options>, parsed.positionals);
  } catch (error) {
    const isUnknownOption = error instanceof Error && "code" in error && /^ERR_PARSE_ARGS/.test(String(error.code));
    console.error(
      `${styleText("red", name, { stream: process.stderr })}: ${firstLine(error)}${isUnknownOption ? "; see --help" : ""}`,
    );
    process.exitCode = errorExitCode;
  }
}

function usageText({ name, usage, summary }: Command, options: Record<string, Option>): string {
  const rows = Object.entries(options).map(([option, { value, default: byDefault, description }]): [string, string] => {
    const suffix = typeof byDefault === "string" ? ` (default: ${byDefault})` : "";
    return [value === undefined ? `--${option}` : `--${option} ${value}`, description + suffix];
  });
  rows.push(["--help, -h", "show this text"]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const lines = rows.map(
    ([left, right]) => `  ${left.padEnd(width)}${right.replaceAll("\n", `\n  ${" ".repeat(width)}`)}`,
  );
  return `Usage: ${usage ?? `npm run ${name} [-- options]`}\n\n${summary}\n\n${lines.join("\n")}`;
}

/** Some libraries add an excerpt of the input below their message. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? "").replace(/:$/, "");
}
