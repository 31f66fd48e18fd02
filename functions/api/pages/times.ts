/** Times on pages: the same words as in messages. */
import { timeFormat, type TimeFormat } from '../../../shared/delivery/render/times.ts';
import { wordsIn } from '../../../shared/delivery/render/words.ts';
import type { Language } from '../../../shared/subscribers/subscriber.ts';

export const pageTimes = (language: Language, timeZone: string): TimeFormat => timeFormat(wordsIn(language), timeZone);
