// @ts-check

/**
 * An example has its value in the description: the sandbox, the samples and the docs show it.
 *
 * @type {import("@redocly/openapi-core/lib/visitors.js").Oas3Rule}
 */
export const exampleHasValue = () => ({
  Parameter({ examples }, { location, report }) {
    if (examples === undefined || Object.keys(examples).length > 0) return;
    report({ message: "The `examples` are empty. Write one, or an `example`.", location: location.child("examples") });
  },
  Example(example, { location, report }) {
    // The rule keys-supported reports an `externalValue`.
    if ("value" in example || "externalValue" in example) return;
    report({ message: "An example needs a `value`: the sandbox, the samples and the docs show it.", location });
  },
});
