// @ts-check

/**
 * A path reaches the server as it is described. A URL parser ends it at `?` and `#`, removes `.` and `..`, which `%2e` is
 * another form of, and encodes other characters. Its file has its name.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const pathSupported = () => ({
  Paths(paths, { location, report }) {
    for (const [path, pathItem] of Object.entries(paths)) {
      const file = `paths/${path.replace(/^\//, "").replaceAll("/", "_")}.yaml`;
      const $ref = pathItem !== null && "$ref" in pathItem ? pathItem.$ref : file;
      if ($ref !== file) {
        report({
          message: `A path's file has the name of the path, with "_" for "/": ${file}; got ${$ref}`,
          location: location.child([path, "$ref"]),
        });
      }
      const segments = path
        .replace(/\{[^{}]+\}/g, "{}")
        .split("/")
        .slice(1);
      const allowed = /^[\w.~!$&'()*+,;=:@{}-]*$/;
      if (path.startsWith("x-") || segments.every((segment) => allowed.test(segment) && !/^\.{1,2}$/.test(segment)))
        continue;
      report({
        message: `A path consists of templates, letters, digits and "-._~!$&'()*+,;=:@", without "." and ".." as segments; got "${path}".`,
        location: location.child(path).key(),
      });
    }
  },
});
