// generated/samples.yaml: request samples in the portal's fifteen languages, by @scalar/snippetz, and in TypeScript with
// this package. None is written by hand: each is the library's own text, with its slips mended.
import type { snippetz as Snippetz } from "@scalar/snippetz";
import { stringify } from "yaml";

import type { Description, Operation } from "./description.js";

type Printer = ReturnType<typeof Snippetz>;
type Target = Parameters<Printer["print"]>[0];

interface Language {
  /** As the portal has it. */
  label: string;
  /** Whether `npm run samples:check` runs it; Debian has no toolchain for the others. */
  proven: boolean;
  print: (printer: Printer, request: SampleRequest) => string;
}

interface SampleRequest {
  method: string;
  url: string;
  headers: { name: string; value: string }[];
}

/** Stands where each language's own way to read the environment goes. */
const placeholder = "TOKEN";
const variable = "ENKASH_ACCESS_TOKEN";

export function samplesFile({ servers, operations }: Description, printer: Printer): string {
  const baseUrl = servers[0]?.url ?? "";
  const samples = operations.map((operation) => {
    const request = requestOf(baseUrl, operation);
    const own = { lang: "TypeScript", label: "TypeScript", source: typescript(baseUrl, operation), proven: true };
    const others = languages.map(({ label, proven, print }) => {
      return { lang: label, label, source: `${print(printer, request).trim()}\n`, proven };
    });
    return [operation.operationId, [own, ...others]];
  });
  return stringify(Object.fromEntries(samples), { lineWidth: 0, blockQuote: "literal" });
}

/** With every parameter's first example; the query is part of the URL, since half of the library's clients lose it else. */
function requestOf(baseUrl: string, { method, path, parameters }: Operation): SampleRequest {
  let url = `${baseUrl}${path}`;
  const query = new URLSearchParams();
  for (const { name, in: location, examples } of parameters) {
    const value = String(examples[0]);
    if (location === "path") url = url.replace(`{${name}}`, encodeURIComponent(value));
    else query.set(name, value);
  }
  const headers = [
    { name: "Authorization", value: `Bearer ${placeholder}` },
    { name: "Accept", value: "application/json" },
  ];
  return { method, url: query.size === 0 ? url : `${url}?${query.toString()}`, headers };
}

function typescript(baseUrl: string, { operationId, parameters }: Operation): string {
  const members = parameters.map(({ name, examples }) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `  ${key}: ${JSON.stringify(examples[0])},\n`;
  });
  return `import { createEnkashClient } from "enkash-customer-client";

const enkash = createEnkashClient({
  baseUrl: ${JSON.stringify(baseUrl)},
  accessToken: process.env["${variable}"] ?? "",
});

const answer = await enkash.${operationId}(${members.length === 0 ? "" : `{\n${members.join("")}}`});
console.log(answer);
`;
}

/** In the portal's order. */
const languages: readonly Language[] = [
  {
    label: "Shell",
    proven: true,
    print: library("shell", "curl", [
      [`'Authorization: Bearer ${placeholder}'`, `"Authorization: Bearer $${variable}"`],
      [/^curl '?(\S+?)'? /, "curl '$1' "], // it quotes a URL only if it is given the query apart
      [/$/, " \\\n  --include"], // the status as well
    ]),
  },
  {
    label: "JavaScript",
    proven: true,
    print: library("js", "fetch", [
      ["fetch(", "const response = await fetch("],
      [`'Bearer ${placeholder}'`, `\`Bearer \${process.env.${variable}}\``],
      [/$/, "\nconsole.log(response.status, await response.text())"], // it ends before the answer
    ]),
  },
  {
    label: "Java",
    proven: true,
    print: library("java", "nethttp", [
      [`"Bearer ${placeholder}"`, `"Bearer " + System.getenv("${variable}")`],
      ["println(response.body())", 'println(response.statusCode() + " " + response.body())'],
      [/^(?=.)/gm, "        "],
      // Statements alone are no program.
      [
        /^/,
        "import java.net.URI;\nimport java.net.http.*;\n\nclass Main {\n    public static void main(String[] args) throws Exception {\n",
      ],
      [/$/, "\n    }\n}"],
    ]),
  },
  {
    label: "Swift",
    proven: false,
    print: library("swift", "nsurlsession", [
      [`"Bearer ${placeholder}"`, `"Bearer \\(ProcessInfo.processInfo.environment["${variable}"] ?? "")"`],
      ["print(httpResponse)", "print(httpResponse?.statusCode ?? 0, String(decoding: data ?? Data(), as: UTF8.self))"],
      // It ends before the answer arrives.
      ["let session =", "let answered = DispatchSemaphore(value: 0)\nlet session ="],
      ["\n})", "\n  answered.signal()\n})"],
      [/$/, "\nanswered.wait()"],
    ]),
  },
  {
    label: "Go",
    proven: true,
    print: library("go", "native", [
      [`"Bearer ${placeholder}"`, `"Bearer "+os.Getenv("${variable}")`],
      ['"net/http"\n', '"net/http"\n\t"os"\n'],
      // It ignores every error.
      ["req, _ := http.NewRequest", "req, err := http.NewRequest"],
      [/(NewRequest\(.*\)\n)/, "$1\tif err != nil {\n\t\tpanic(err)\n\t}\n"],
      [
        "res, _ := http.DefaultClient.Do(req)\n",
        "res, err := http.DefaultClient.Do(req)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n",
      ],
      [
        "body, _ := io.ReadAll(res.Body)\n",
        "body, err := io.ReadAll(res.Body)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n",
      ],
      ["fmt.Println(res)", "fmt.Println(res.Status)"],
    ]),
  },
  {
    label: "PHP",
    proven: true,
    print: (printer, request) =>
      library("php", "curl", [
        [/^/, "<?php\n\n"], // without it, PHP prints the sample instead of running it
        [`'Authorization: Bearer ${placeholder}'`, `'Authorization: Bearer ' . getenv('${variable}')`],
        // It names the method of a POST alone, and would send a GET.
        [
          "curl_exec($ch);",
          `curl_setopt($ch, CURLOPT_CUSTOMREQUEST, '${request.method}');\n\ncurl_exec($ch);\n\necho "\\n", curl_getinfo($ch, CURLINFO_RESPONSE_CODE), "\\n";`,
        ],
      ])(printer, request),
  },
  {
    label: "Python",
    proven: true,
    print: library("python", "python3", [
      ["import http.client\n", "import http.client\nimport os\n"],
      [`"Bearer ${placeholder}"`, `"Bearer " + os.environ["${variable}"]`],
      ["print(data.decode", "print(res.status, data.decode"],
    ]),
  },
  {
    label: "HTTP",
    proven: true,
    // As the HTTP files of editors read the environment.
    print: library("http", "http1.1", [[`Bearer ${placeholder}`, `Bearer {{$processEnv ${variable}}}`]]),
  },
  {
    label: "C",
    proven: true,
    print: library("c", "libcurl", [
      [
        `curl_slist_append(headers, "Authorization: Bearer ${placeholder}")`,
        "curl_slist_append(headers, authorization)",
      ],
      [
        /$/,
        '\n\nlong status = 0;\ncurl_easy_getinfo(hnd, CURLINFO_RESPONSE_CODE, &status);\nprintf("\\n%ld\\n", status);\ncurl_slist_free_all(headers);\ncurl_easy_cleanup(hnd);\nreturn ret == CURLE_OK ? 0 : 1;',
      ],
      [
        /^/,
        `const char *token = getenv("${variable}");\nchar authorization[8192];\nsnprintf(authorization, sizeof authorization, "Authorization: Bearer %s", token ? token : "");\n\n`,
      ],
      [/^(?=.)/gm, "    "],
      // Statements alone are no program.
      [/^/, "#include <curl/curl.h>\n#include <stdio.h>\n#include <stdlib.h>\n\nint main(void)\n{\n"],
      [/$/, "\n}"],
    ]),
  },
  {
    label: "C#",
    proven: false,
    print: library("csharp", "httpclient", [
      [`"Bearer", "${placeholder}"`, `"Bearer", Environment.GetEnvironmentVariable("${variable}")`],
      [/^/, "using System.Net.Http.Headers;\n\n"],
      [/$/, '\nConsole.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");'],
    ]),
  },
  {
    label: "Objective-C",
    proven: false,
    print: library("objc", "nsurlsession", [
      [
        `@"Bearer ${placeholder}"`,
        `[@"Bearer " stringByAppendingString:NSProcessInfo.processInfo.environment[@"${variable}"] ?: @""]`,
      ],
      [
        'NSLog(@"%@", httpResponse);',
        'NSLog(@"%ld %@", (long) httpResponse.statusCode, [[NSString alloc] initWithData:data encoding:NSUTF8StringEncoding]);',
      ],
      // It ends before the answer arrives.
      ["NSURLSession *session", "dispatch_semaphore_t answered = dispatch_semaphore_create(0);\nNSURLSession *session"],
      [
        /(\n +\})(\n +\}\];)/,
        "$1\n                                                dispatch_semaphore_signal(answered);$2",
      ],
      [/$/, "\ndispatch_semaphore_wait(answered, DISPATCH_TIME_FOREVER);"],
      ["#import <Foundation/Foundation.h>\n", ""],
      [/^(?=.)/gm, "        "],
      // Statements alone are no program.
      [/^/, "#import <Foundation/Foundation.h>\n\nint main(void) {\n    @autoreleasepool {"],
      [/$/, "\n    }\n    return 0;\n}"],
    ]),
  },
  {
    label: "Ruby",
    proven: true,
    print: library("ruby", "native", [
      [`'Bearer ${placeholder}'`, `"Bearer #{ENV.fetch('${variable}')}"`],
      ["puts response.read_body", "puts response.code, response.read_body"],
    ]),
  },
  {
    label: "OCaml",
    proven: true,
    print: library("ocaml", "cohttp", [
      [`"Bearer ${placeholder}"`, `"Bearer " ^ Sys.getenv "${variable}"`],
      // A half of a program, which leaves the answer to the reader.
      ["let uri =", "let () = Lwt_main.run (\nlet uri ="],
      [
        "(* Do stuff with the result *)",
        'Cohttp_lwt.Body.to_string body_stream\n>|= fun body -> Printf.printf "%d %s\\n" (Code.code_of_status (Response.status res)) body)',
      ],
      ["open Cohttp_lwt_unix\nopen Cohttp\n", "open Cohttp\nopen Cohttp_lwt_unix\n"],
    ]),
  },
  {
    label: "Dart",
    proven: false,
    print: library("dart", "http", [
      [/^/, "import 'dart:io';\n\n"],
      ["<String,String>{", "<String, String>{"],
      [`'Bearer ${placeholder}'`, `'Bearer \${Platform.environment['${variable}']}'`],
      ["print(response.body)", "print('${response.statusCode} ${response.body}')"],
    ]),
  },
  {
    label: "R",
    proven: true,
    print: library("r", "httr", [
      [`'Bearer ${placeholder}'`, `paste("Bearer", Sys.getenv("${variable}"))`],
      // The query stands in the URL already, and there is no body.
      [/(\n\nqueryString <- .*)?(?=\n\nresponse)/, ""],
      [/(query = queryString, )?(?=add_headers)/, ""],
      [/(, content_type\("application\/octet-stream"\))?(?=, accept)/, ""],
      ['content(response, "text")', 'cat(status_code(response), content(response, "text", encoding = "UTF-8"), "\\n")'],
    ]),
  },
];

/** The library's own text with its slips mended. Each is looked for, so that a new version cannot undo a mend unseen. */
function library(target: string, client: string, mends: [slip: string | RegExp, mend: string][]): Language["print"] {
  return (printer, request) => {
    // Sound: a target and a client of the pinned version, else the library gives nothing, and that is refused next.
    const text = printer.print(target as Target, client as never, request);
    if (!text) throw new Error(`@scalar/snippetz has no ${target}/${client}`);
    return mends.reduce(
      (source, [slip, mend]) => {
        const found = typeof slip === "string" ? source.includes(slip) : source.search(slip) !== -1;
        if (!found) throw new Error(`@scalar/snippetz's ${target}/${client} no longer has ${String(slip)}; look again`);
        return typeof slip === "string" ? source.replace(slip, () => mend) : source.replace(slip, mend);
      },
      text.trim().replaceAll("\r\n", "\n"),
    );
  };
}
