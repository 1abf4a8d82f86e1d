/** The subset of `fetch` that the client uses: a URL string and these init members. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** What the client passes to `fetch`. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  /** Absent if there is none. That of a form is an ArrayBuffer, which every `fetch` takes, but not the types of node-fetch 3. */
  body?: string;
  redirect: "manual";
  signal: AbortSignal;
  /** Keeps the cache of Next.js from answering for the server. Other platforms ignore it. */
  next: { revalidate: 0 };
}

/** The subset of `Response` that the client uses. node-fetch, undici and polyfills have it too. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: FetchHeaders;
  /** Read in chunks, if it is a stream of the Web's kind. */
  readonly body?: unknown;
  /** The final URL. Some polyfills follow redirects and have no `redirected`. */
  readonly url?: string;
  readonly redirected?: boolean;
  readonly type?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The subset of `Headers` that the client uses. */
export interface FetchHeaders {
  get(name: string): string | null;
  forEach(callback: (value: string, name: string) => void): void;
}
