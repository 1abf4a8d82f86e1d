// The portal's fifteen languages, with what has to be patched in the text of @scalar/snippetz.
import { inShellQuotes, javascript, jsonText } from "../../docs/page/literals.js";
import { inDoubleQuotes, inSingleQuotes, jsonLine } from "./sample-literals.js";
import { bodyPlaceholder, methodPlaceholder, placeholder, type Language } from "./sample-printer.js";
import { tokenVariable } from "../../docs/page/sample-typescript.js";

const jsonInDoubleQuotes: Language["json"] = {
  patches: [[`{\\"${bodyPlaceholder}\\":0}`, bodyPlaceholder]],
  text: (body) => inDoubleQuotes(jsonLine(body)),
};

const leavesFormOut: Language["form"] = {
  missing: "@scalar/snippetz leaves the form out in this language",
  sign: /^(?![^]*['"@]\w+\.csv)/,
};

/** In the portal's order. */
export const languages: readonly Language[] = [
  {
    label: "Shell",
    tested: true,
    library: ["shell", "curl"],
    escape: inShellQuotes,
    json: {
      patches: [[`{\n  "${bodyPlaceholder}": 0\n}`, bodyPlaceholder]],
      text: (body) => inShellQuotes(jsonText(body)),
    },
    form: {
      textPatches: [[/--form (?='[^'=]*=VALUE)/g, "--form-string "]], // With --form, `@` and `;` in a value are special.
    },
    token: [[`'Authorization: Bearer ${placeholder}'`, `"Authorization: Bearer $${tokenVariable}"`]],
    patches: [
      [/^curl '?(\S+?)'? /, "curl '$1' "], // It does not quote a URL that has a query.
      [/$/, " \\\n  --include"], // Prints the status too.
    ],
  },
  {
    label: "JavaScript",
    tested: true,
    library: ["js", "fetch"],
    escape: inSingleQuotes,
    json: {
      // It writes a quote or a line break in a text as it is.
      patches: [[`{\n    ${bodyPlaceholder}: 0\n  }`, bodyPlaceholder]],
      text: (body) => javascript(body, "  "),
    },
    form: {
      filePatches: [
        // It sends an empty file.
        [/new Blob\(\[\]\)(?=, ('[^']*'))/g, "new Blob([await readFile($1)])"],
        [/^/, "import { readFile } from 'node:fs/promises'\n\n"],
      ],
    },
    token: [[`'Bearer ${placeholder}'`, `\`Bearer \${process.env.${tokenVariable}}\``]],
    patches: [
      ["fetch(", "const response = await fetch("],
      [/$/, "\nconsole.log(response.status, await response.text())"], // It does not read the response.
    ],
  },
  {
    label: "Java",
    tested: true,
    library: ["java", "nethttp"],
    escape: inDoubleQuotes,
    json: jsonInDoubleQuotes,
    form: leavesFormOut,
    token: [[`"Bearer ${placeholder}"`, `"Bearer " + System.getenv("${tokenVariable}")`]],
    patches: [
      ["println(response.body())", 'println(response.statusCode() + " " + response.body())'],
      [/^(?=.)/gm, "        "],
      // It prints statements, not a program.
      [
        /^/,
        "import java.net.URI;\nimport java.net.http.*;\n\nclass Main {\n    public static void main(String[] args) throws Exception {\n",
      ],
      [/$/, "\n    }\n}"],
    ],
  },
  {
    label: "Swift",
    tested: false,
    library: ["swift", "nsurlsession"],
    escape: inDoubleQuotes,
    json: {
      // It writes nothing for null, and a quote or a line break in a text as it is.
      patches: [[/let parameters = .*\n\nlet postData = .*/, `let postData = Data("${bodyPlaceholder}".utf8)`]],
      text: (body) => inDoubleQuotes(jsonLine(body)),
    },
    form: {
      missing: "the code for forms that @scalar/snippetz writes in this language does not compile",
      sign: /^(?![^]*let postData)[^]*= postData as Data/,
    },
    token: [[`"Bearer ${placeholder}"`, `"Bearer \\(ProcessInfo.processInfo.environment["${tokenVariable}"] ?? "")"`]],
    patches: [
      ["print(httpResponse)", "print(httpResponse?.statusCode ?? 0, String(decoding: data ?? Data(), as: UTF8.self))"],
      // It ends before the response arrives.
      ["let session =", "let finished = DispatchSemaphore(value: 0)\nlet session ="],
      ["\n})", "\n  finished.signal()\n})"],
      [/$/, "\nfinished.wait()"],
    ],
  },
  {
    label: "Go",
    tested: true,
    library: ["go", "native"],
    escape: inDoubleQuotes,
    json: jsonInDoubleQuotes,
    form: {
      filePatches: [
        // It ignores every error, and declares the same names for each file.
        [
          /\tpart, _ := (.*)\n\n\tf, _ := (.*)\n\tdefer f\.Close\(\)\n\n\t_, _ = (.*)\n/g,
          `	{
		part, err := $1
		if err != nil {
			panic(err)
		}
		f, err := $2
		if err != nil {
			panic(err)
		}
		defer f.Close()
		if _, err := $3; err != nil {
			panic(err)
		}
	}
`,
        ],
      ],
    },
    token: [
      [`"Bearer ${placeholder}"`, `"Bearer "+os.Getenv("${tokenVariable}")`],
      ['"net/http"\n', '"net/http"\n\t"os"\n'],
    ],
    patches: [
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
    ],
  },
  {
    label: "PHP",
    tested: true,
    library: ["php", "curl"],
    escape: inSingleQuotes,
    json: {
      // Its arrays cannot tell an empty object from an empty array.
      patches: [[`json_encode([\n  '${bodyPlaceholder}' => 0\n])`, `'${bodyPlaceholder}'`]],
      text: (body) => inSingleQuotes(jsonText(body)),
    },
    form: {
      patches: [
        [", 'Content-Type: multipart/form-data'", ""], // Without the boundary, which PHP knows.
      ],
      filePatches: [
        [/'@([^']*)'/g, "new CURLFile('$1')"], // PHP 7 dropped the "@".
      ],
    },
    token: [[`'Authorization: Bearer ${placeholder}'`, `'Authorization: Bearer ' . getenv('${tokenVariable}')`]],
    patches: [
      [/^/, "<?php\n\n"], // Without it, PHP prints the file.
      // The library sets the method only for a POST.
      [
        "curl_exec($ch);",
        `curl_setopt($ch, CURLOPT_CUSTOMREQUEST, '${methodPlaceholder}');\n\ncurl_exec($ch);\n\necho "\\n", curl_getinfo($ch, CURLINFO_RESPONSE_CODE), "\\n";`,
      ],
    ],
  },
  {
    label: "Python",
    tested: true,
    library: ["python", "python3"],
    escape: inDoubleQuotes,
    json: jsonInDoubleQuotes,
    form: leavesFormOut,
    token: [
      ["import http.client\n", "import http.client\nimport os\n"],
      [`"Bearer ${placeholder}"`, `"Bearer " + os.environ["${tokenVariable}"]`],
    ],
    patches: [["print(data.decode", "print(res.status, data.decode"]],
  },
  {
    label: "HTTP",
    tested: true,
    // The syntax for environment variables in HTTP files of editors.
    library: ["http", "http1.1"],
    escape: (text) => text,
    json: {
      patches: [[`{"${bodyPlaceholder}":0}`, bodyPlaceholder]],
      text: (body) => jsonText(body).replaceAll("{{", "\\u007b{"), // Only a string can contain it, and it would begin a variable.
    },
    form: {
      // It leaves the content of the file out. This is the syntax for it in HTTP files of editors.
      filePatches: [[/(filename="(.*)"\n)\n(?=--)/g, "$1\n< ./$2\n"]],
    },
    token: [[`Bearer ${placeholder}`, `Bearer {{$processEnv ${tokenVariable}}}`]],
    patches: [],
  },
  {
    label: "C",
    tested: true,
    library: ["c", "libcurl"],
    escape: inDoubleQuotes,
    json: jsonInDoubleQuotes,
    form: {
      patches: [[/$/, "\n\ncurl_mime_free(mime);"]],
    },
    token: [
      [
        `curl_slist_append(headers, "Authorization: Bearer ${placeholder}")`,
        "curl_slist_append(headers, authorization)",
      ],
      [
        /^/,
        `const char *token = getenv("${tokenVariable}");\nchar authorization[8192];\nsnprintf(authorization, sizeof authorization, "Authorization: Bearer %s", token ? token : "");\n\n`,
      ],
    ],
    patches: [
      [
        /$/,
        '\n\nlong status = 0;\ncurl_easy_getinfo(hnd, CURLINFO_RESPONSE_CODE, &status);\nprintf("\\n%ld\\n", status);\ncurl_slist_free_all(headers);\ncurl_easy_cleanup(hnd);\nreturn ret == CURLE_OK ? 0 : 1;',
      ],
      [/^(?=.)/gm, "    "],
      // It prints statements, not a program.
      [/^/, "#include <curl/curl.h>\n#include <stdio.h>\n#include <stdlib.h>\n\nint main(void)\n{\n"],
      [/$/, "\n}"],
    ],
  },
  {
    label: "C#",
    tested: false,
    library: ["csharp", "httpclient"],
    escape: inDoubleQuotes,
    json: {
      patches: [[`{\n  "${bodyPlaceholder}": 0\n}`, bodyPlaceholder]],
      text: jsonText, // Between `"""`, which JSON never has.
    },
    form: {},
    token: [[`"Bearer", "${placeholder}"`, `"Bearer", Environment.GetEnvironmentVariable("${tokenVariable}")`]],
    patches: [
      [/^/, "using System.Net.Http.Headers;\n\n"],
      [/$/, '\nConsole.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");'],
    ],
  },
  {
    label: "Objective-C",
    tested: false,
    library: ["objc", "nsurlsession"],
    escape: inDoubleQuotes,
    json: {
      // It writes nothing for null, and a quote or a line break in a text as it is.
      patches: [
        [
          /NSDictionary \*parameters = .*\n\nNSData \*postData = .*/,
          `NSData *postData = [@"${bodyPlaceholder}" dataUsingEncoding:NSUTF8StringEncoding];`,
        ],
      ],
      text: (body) => inDoubleQuotes(jsonLine(body)),
    },
    form: {
      missing: "the code for forms that @scalar/snippetz writes in this language sends no Content-Type",
      sign: /^(?![^]*multipart\/form-data)[^]*boundary/,
    },
    token: [
      [
        `@"Bearer ${placeholder}"`,
        `[@"Bearer " stringByAppendingString:NSProcessInfo.processInfo.environment[@"${tokenVariable}"] ?: @""]`,
      ],
    ],
    patches: [
      [
        'NSLog(@"%@", httpResponse);',
        'NSLog(@"%ld %@", (long) httpResponse.statusCode, [[NSString alloc] initWithData:data encoding:NSUTF8StringEncoding]);',
      ],
      // It ends before the response arrives.
      ["NSURLSession *session", "dispatch_semaphore_t finished = dispatch_semaphore_create(0);\nNSURLSession *session"],
      [
        /(\n +\})(\n +\}\];)/,
        "$1\n                                                dispatch_semaphore_signal(finished);$2",
      ],
      [/$/, "\ndispatch_semaphore_wait(finished, DISPATCH_TIME_FOREVER);"],
      ["#import <Foundation/Foundation.h>\n", ""],
      [/^(?=.)/gm, "        "],
      // It prints statements, not a program.
      [/^/, "#import <Foundation/Foundation.h>\n\nint main(void) {\n    @autoreleasepool {"],
      [/$/, "\n    }\n    return 0;\n}"],
    ],
  },
  {
    label: "Ruby",
    tested: true,
    library: ["ruby", "native"],
    escape: inSingleQuotes,
    json: {
      // In double quotes, `#{` would begin an expression.
      patches: [[`"{\\"${bodyPlaceholder}\\":0}"`, `'${bodyPlaceholder}'`]],
      text: (body) => inSingleQuotes(jsonText(body)),
    },
    form: leavesFormOut,
    token: [[`'Bearer ${placeholder}'`, `"Bearer #{ENV.fetch('${tokenVariable}')}"`]],
    patches: [["puts response.read_body", "puts response.code, response.read_body"]],
  },
  {
    label: "OCaml",
    tested: true,
    library: ["ocaml", "cohttp"],
    escape: inDoubleQuotes,
    json: {
      patches: [...jsonInDoubleQuotes.patches, ["Cohttp_lwt_body.", "Cohttp_lwt.Body."]], // It uses the old name.
      text: jsonInDoubleQuotes.text,
    },
    form: leavesFormOut,
    token: [[`"Bearer ${placeholder}"`, `"Bearer " ^ Sys.getenv "${tokenVariable}"`]],
    patches: [
      // It does not run the promise or print the response.
      ["let uri =", "let () = Lwt_main.run (\nlet uri ="],
      [
        "(* Do stuff with the result *)",
        'Cohttp_lwt.Body.to_string body_stream\n>|= fun body -> Printf.printf "%d %s\\n" (Code.code_of_status (Response.status res)) body)',
      ],
      ["open Cohttp_lwt_unix\nopen Cohttp\n", "open Cohttp\nopen Cohttp_lwt_unix\n"],
    ],
  },
  {
    label: "Dart",
    tested: false,
    library: ["dart", "http"],
    escape: (text) => inSingleQuotes(text).replaceAll("$", "\\$"),
    json: {
      patches: [[`r'{"${bodyPlaceholder}":0}'`, `'${bodyPlaceholder}'`]], // In a raw literal no quote can be escaped.
      text: (body) => inSingleQuotes(jsonLine(body)).replaceAll("$", "\\$"),
    },
    form: {
      missing: "@scalar/snippetz writes a form without files in this language",
      sign: /final body = <String,String>\{/,
    },
    token: [
      [/^/, "import 'dart:io';\n\n"],
      [`'Bearer ${placeholder}'`, `'Bearer \${Platform.environment['${tokenVariable}']}'`],
    ],
    patches: [
      ["<String,String>{", "<String, String>{"],
      ["print(response.body)", "print('${response.statusCode} ${response.body}')"],
    ],
  },
  {
    label: "R",
    tested: true,
    library: ["r", "httr"],
    escape: inSingleQuotes,
    json: jsonInDoubleQuotes,
    form: leavesFormOut,
    bodilessPatches: [[/(, content_type\("application\/octet-stream"\))?(?=, accept)/, ""]],
    token: [[`'Bearer ${placeholder}'`, `paste("Bearer", Sys.getenv("${tokenVariable}"))`]],
    patches: [
      // The URL has the query already.
      [/(\n\nqueryString <- [^]*?)?(?=\n\n(payload|response) <-)/, ""],
      [/(query = queryString, )?(?=add_headers|content_type|accept\()/, ""],
      ['content(response, "text")', 'cat(status_code(response), content(response, "text", encoding = "UTF-8"), "\\n")'],
    ],
  },
];
