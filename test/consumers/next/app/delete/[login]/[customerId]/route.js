import { createEnkashClient, EnkashApiError } from "enkash-customer-client";
import { passwordGrant } from "enkash-customer-client/auth";
import { createSandbox } from "enkash-customer-client/sandbox";

// The handler reads nothing of the request but its path. Next.js 14 then caches every fetch that does not opt out.
export async function GET(_, { params }) {
  const { login, customerId } = await params;
  const { ENKASH_BASE_URL: baseUrl, ENKASH_ACCESS_TOKEN: token, ENKASH_ACCOUNT: account } = process.env;
  const grant = () => passwordGrant({ baseUrl, allowInsecureHttp: true, ...JSON.parse(account) });
  const enkash = createEnkashClient({
    baseUrl,
    accessToken: login === "password" ? grant() : token,
    allowInsecureHttp: true,
  });
  const lines = [];
  const deleted = await enkash.deleteCustomerByCustomerId({ customerId });
  lines.push(deleted.response_message);
  try {
    await enkash.deleteCustomerByCustomerId({ customerId });
  } catch (error) {
    if (error instanceof EnkashApiError) lines.push(error.errorType);
  }
  lines.push(createSandbox().customers.size);
  return new Response(lines.join("\n"));
}
