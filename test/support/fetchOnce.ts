/** Fetches one address on loopback and prints what came of it: `node fetchOnce.ts URL`. */
import { createFetchFeed, type FetchOutcome } from '../../shared/feeds/fetch.ts';

export type Fetched = Exclude<FetchOutcome, { kind: 'document' }>;

const network = { allowsAddress: () => true, allowsPort: () => true };
const fetchFeed = createFetchFeed({ network, contactUrl: 'https://siaga.example.org/about' });
console.log(JSON.stringify(await fetchFeed({ url: process.argv[2]!, etag: '', lastModified: '' }, new Date())));
