// @ts-check

/**
 * The name of a parameter can be written into a URL and into the generated files as it is.
 *
 * Outside of these characters, `#`, `&`, `=`, `+`, `%` or a space would change the query; `*`, and `.` or `;` at the start,
 * are serialization styles of a path template.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const parameterName = () => ({
  Parameter({ name }, { location, report }) {
    if (/^[\w$][\w$.:@[\]-]*$/.test(name ?? "")) return;
    report({
      message: `The name of a parameter consists of letters, digits, "_" and "$", and after the first character of ".:@[]-" too; got ${JSON.stringify(name)}.`,
      location: location.child("name"),
    });
  },
});
