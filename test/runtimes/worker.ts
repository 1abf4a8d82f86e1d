// Entry for workerd: responds with the result of the suite.
import { runSuite } from "./suite.js";

export default {
  async fetch(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url);
    return Response.json(await runSuite(searchParams.get("origin") ?? "", searchParams.get("closed") ?? ""));
  },
};
