/** Whether a name that people bear too is that of a person at a place: *Jordan Pickford*, but not *Jordan King Abdullah*. */
import type { Doubt } from './doubtfulNames.ts';
import { entityOfKey } from './knownNames.ts';
import { gapBefore, isLikeSentence, isTitled, type Place, writtenAt } from './place.ts';

/** What stands with a capital beside the name of a country. */
const COMPANIONS = new Set(
  (
    'king queen prince princess crown president presidential prime premier pm minister ministry foreign interior defense defence finance ' +
    'fm fa army navy air military forces troops police parliament parliamentary government cabinet court supreme central bank team national ' +
    'cup football soccer basketball news times war peace coup border elections election vote votes voters opposition rebels ' +
    'embassy ambassador airways airlines open festival dream united new northern southern eastern western north south east west republic ' +
    'queen lake gulf valley in on to at for from of with and or the as is vs v against after before says bans world international islamic ' +
    'muslim brotherhood refugees raja presiden menteri'
  ).split(' '),
);

const SINGLE_SPACE = /^[ \u00a0]$/;

export function isPerson({ firstName, familyName }: Doubt, place: Place): boolean {
  if (firstName && (isNamedAfter(place, firstName === 'often') || isAged(place))) return true;
  return familyName === true && isNamedBefore(place);
}

function isNamedAfter(place: Place, whateverTheStyle: boolean): boolean {
  const { tokens, last } = place;
  const next = last + 1;
  if (next >= tokens.count || !SINGLE_SPACE.test(gapBefore(tokens, next))) return false;
  return (
    isSurname({ tokens, first: next, last: next }) && (whateverTheStyle || isLikeSentence({ ...place, last: next }))
  );
}

/** A first word has a capital anyway, so a name before this one shows only later in a sentence. */
function isNamedBefore(place: Place): boolean {
  const { tokens, first } = place;
  const before = first - 1;
  if (before < 1 || !SINGLE_SPACE.test(gapBefore(tokens, first))) return false;
  if (!SINGLE_SPACE.test(gapBefore(tokens, before))) return false;
  return isSurname({ tokens, first: before, last: before }) && isLikeSentence({ ...place, first: before });
}

function isSurname(place: Place): boolean {
  const term = place.tokens.term(place.first);
  return isTitled(writtenAt(place)) && !COMPANIONS.has(term) && entityOfKey(term) === undefined;
}

/** *Jordan, 23, scores*. */
const isAged = ({ tokens, last }: Place): boolean =>
  /^, \d{1,2},/.test(tokens.text.slice(tokens.ends[last], tokens.ends[last]! + 5));
