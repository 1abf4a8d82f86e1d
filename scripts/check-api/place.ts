import { servers } from "../../generated/operations.js";
import { passwordGrant } from "../../src/auth/index.js";
import { createEnkashClient } from "../../src/index.js";

/** Where the requests go, and who sends them, as the environment says. A login fills in the token. */
export type Place = ReturnType<typeof readPlace>;

/** @throws an error that says which variable is missing or wrong, or asks for --live */
export function readPlace(isLiveAllowed: boolean) {
  const { ENKASH_BASE_URL: given, ENKASH_ACCESS_TOKEN: token } = process.env;
  if (!given) throw new Error("set ENKASH_BASE_URL, and the other variables that --help names");
  // A sandbox has no certificate.
  const allowInsecureHttp = URL.canParse(given) && /^(127\.0\.0\.1|\[::1\]|localhost)$/.test(new URL(given).hostname);
  const { baseUrl } = createEnkashClient({ baseUrl: given, allowInsecureHttp, ...(token && { accessToken: token }) });
  const { host, origin } = new URL(baseUrl);
  const about = servers.find(({ url }) => url === origin)?.description ?? "not a server of EnKash";
  // A host that is not known may lead to the live one.
  const isSafe = allowInsecureHttp || about.startsWith("Test");
  if (!isSafe && !isLiveAllowed) throw new Error(`${host} is not the test host (${about}); add --live if you mean it`);
  const { ENKASH_CLIENT_ID: clientId = "", ENKASH_CLIENT_SECRET: clientSecret = "" } = process.env;
  const { ENKASH_USERNAME: username = "", ENKASH_PASSWORD: password = "" } = process.env;
  const login = { clientId, clientSecret, username, password };
  const logsIn = !token && Object.values(login).some(Boolean);
  if (logsIn) passwordGrant({ baseUrl, allowInsecureHttp, ...login }); // Refuses one that is empty, and sends nothing yet.
  return { baseUrl, host, about, allowInsecureHttp, token: token || undefined, login: logsIn ? login : undefined };
}
