/**
 * Small words that Indonesian and Malay write to the end of others: *Rusialah*, *Rusianya*. Only where somebody asks for
 * them, as in `Rusia+`, since many words just end like that (*masalah* is no form of *masa*).
 */
const CLITICS = ['lah', 'kah', 'pun', 'nya', 'ku', 'mu', 'nyalah', 'nyakah', 'nyapun', 'kulah', 'mulah'];

const known = new Set(CLITICS);

/** A word with each of its clitics, and without. */
export const withClitics = (word: string): string[] => [word, ...CLITICS.map((clitic) => word + clitic)];

export const isWithClitic = (written: string, word: string): boolean =>
  written === word || (written.startsWith(word) && known.has(written.slice(word.length)));
