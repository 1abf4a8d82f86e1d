// @ts-check

/**
 * A server can be the `baseUrl` of a client as it is: an absolute https URL without query and variables.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const serverSupported = () => ({
  Server({ url }, { location, report }) {
    if (/^https:\/\/[\w.-]+(:\d+)?(\/[\w.~/-]*)?$/.test(url) && !url.endsWith("/")) return;
    report({
      message: `The url of a server is "https://", a host and a path, for \`baseUrl\`; got ${JSON.stringify(url)}.`,
      location: location.child("url"),
    });
  },
});
