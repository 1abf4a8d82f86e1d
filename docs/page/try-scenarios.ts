// What a server does not say with a response: the choices under "Try it" besides the description's examples.

interface Scenario {
  /** Its value in the list and in a link. */
  name: string;
  /** What the reader chooses. `deed` is what the operation does, such as "the delete". */
  label: (deed: string) => string;
  /** @param nth - 1 for the first request of the call */
  answer: (respond: () => Promise<Response>, nth: number) => Promise<Response>;
}

/** Instead of the client's own limit, for which nobody would wait. */
export const shortTimeoutMs = 300;

export const scenarios: readonly Scenario[] = [
  {
    name: "timeout",
    label: (deed) => `Timeout after ${deed}: no response comes`,
    answer: async (respond) => {
      await respond();
      return new Promise<never>(() => undefined);
    },
  },
  {
    name: "cut",
    label: (deed) => `The connection is cut after ${deed}, at every attempt`,
    answer: async (respond) => {
      await respond();
      throw new TypeError("the connection was cut");
    },
  },
  {
    name: "cut-once",
    label: (deed) => `The connection is cut after ${deed}, once`,
    answer: async (respond, nth) => {
      const response = await respond();
      if (nth === 1) throw new TypeError("the connection was cut");
      return response;
    },
  },
  {
    name: "redirect",
    label: () => "302: a redirect to a login page",
    answer: () => Promise.resolve(new Response(null, { status: 302, headers: { location: "https://login.invalid/" } })),
  },
  {
    name: "html",
    label: () => "200: a web page (HTML) in place of JSON",
    answer: () => {
      const headers = { "content-type": "text/html" };
      return Promise.resolve(new Response("<!doctype html>\n<title>Sign in</title>\n", { headers }));
    },
  },
];

/** The value of an option of the list, which is no `Prefer` value. */
export function scenarioValue({ name }: Scenario): string {
  return `scenario=${name}`;
}

export function scenarioOf(value: string): Scenario | undefined {
  return scenarios.find((scenario) => scenarioValue(scenario) === value);
}
