/**
 * Answers that tell a stranger nothing by when they come or by whether something failed.
 *
 * What is done for an address takes longer when it is new than when it is known, and only for a new one is SNS asked. So
 * a stranger's answer comes after a time in which all of it is done, and is the same when some of it fails: that is
 * logged, and the next sign-up makes it whole. What fails before the address is looked at fails for everybody, and is told.
 */
import { UntoldError } from '../../shared/subscribers/untold.ts';
import type { Services } from './services.ts';

/** Above what a sign-up takes when the function has just started. */
export const EVEN_MS = 1_500;

export async function evenly(
  isOperator: boolean,
  { sleep, log }: Pick<Services, 'sleep' | 'log'>,
  work: () => Promise<unknown>,
): Promise<void> {
  const even = isOperator ? undefined : sleep(EVEN_MS);
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UntoldError)) throw error;
    if (isOperator) throw error.cause;
    log.error('What a stranger asked for was not done', { error: error.cause });
  } finally {
    await even;
  }
}
