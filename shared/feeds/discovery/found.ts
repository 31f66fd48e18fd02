/**
 * Discovery: somebody gave the address of a web page, and is told which feeds it has.
 *
 * It is done by poll, as part of a first poll that found a page: nothing that may touch People fetches, and only poll's
 * connections are held to the public internet. Told, not taken: which of several feeds was meant, a person knows.
 */

/** Feeds of a page that people are told about. */
export const MOST_FOUND = 5;
export const LONGEST_FEED_URL = 300;
