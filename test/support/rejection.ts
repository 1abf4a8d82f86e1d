/** The reason of a rejection, which has to be of this class. */
export async function rejection<T extends Error>(
  call: Promise<unknown>,
  errorClass: abstract new (...args: never[]) => T,
): Promise<T> {
  const reason: unknown = await call.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (reason instanceof errorClass) return reason;
  throw new Error(`expected ${errorClass.name}, got ${String(reason)}`, { cause: reason });
}
