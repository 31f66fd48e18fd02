/** How fast feeds become articles, and what a poll without news costs. `FEEDS=folder` measures with the feeds in it. */
import type { Bench } from '../bench.ts';
import { inventFeeds, readFeeds } from './corpus.ts';
import { measurePollCost } from './pollCost.ts';
import { measureSpeed } from './speed.ts';

export const bench: Bench = {
  summary: 'feeds to articles beside rss-parser alone (FEEDS=folder: with those in it); a poll without news',
  async run(say) {
    const folder = process.env['FEEDS'];
    say('invented feeds');
    const tables = [await measureSpeed(inventFeeds(), 'Invented feeds')];
    if (folder) {
      say(folder);
      tables.push(await measureSpeed(await readFeeds(folder), folder));
    }
    say('polls');
    return [...tables, await measurePollCost()];
  },
};
