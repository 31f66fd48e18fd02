/** Asks a hub over the same guarded connections that feeds are fetched by. */
import { SECOND } from '../../platform/clock.ts';
import { userAgent } from '../fetch.ts';
import { createAsk, type AskOptions } from '../request.ts';
import type { AskHub } from './keepSubscribed.ts';

/** Part of a poll's time, so much less than a poll. The answer says nothing that we read. */
const LIMITS = { wholeAnswerMs: 4 * SECOND, firstByteMs: 4 * SECOND, waitMs: SECOND, mostBytes: 0 };

export function createAskHub({ contactUrl, ...options }: Omit<AskOptions, 'limits'> & { contactUrl: string }): AskHub {
  const ask = createAsk({ ...options, limits: LIMITS });
  return async (hub, form) => {
    const headers = {
      'user-agent': userAgent(contactUrl),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = new URLSearchParams(form).toString();
    const answer = await ask(
      { url: hub, headers, body },
      ({ statusCode = 0 }) => statusCode >= 200 && statusCode < 300,
    );
    return answer === true;
  };
}
