// @ts-check

/**
 * Why a pattern does not compile.
 *
 * @param {string} pattern
 */
export function patternProblem(pattern) {
  try {
    new RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    return `A pattern must be a regular expression (ECMA-262, Unicode mode). ${String(error)}`;
  }
}
