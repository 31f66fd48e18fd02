/** A failure that happens for some addresses and not for others: to tell a stranger of it would tell whose address it is. */
export class UntoldError extends Error {
  override readonly name = 'UntoldError';

  constructor(cause: unknown) {
    super('What depends on the address failed.', { cause });
  }
}

export async function untold<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (cause) {
    throw new UntoldError(cause);
  }
}
