/** Names of months as feeds write them, by their beginnings: the longest that fits counts (`mar`, but `marras` in Finnish). */
const BEGINNINGS: readonly string[] = [
  'jan ene gen jän ian янв січ sty led oca ιαν tammi',
  'feb fev fév peb фев лют lut úno şub φεβ helmi',
  'mar mär már mrt maart març maret мар бер bře μαρ μάρ maalis',
  'apr ápr abr avr апр кві kwi dub nis απρ huhti',
  'may mei mai mag maj máj mayo май мая трав kvě μαι μάι μαϊ μαΐ touko',
  'jun jún giu juin iun июн черв cze čer haz ιουν ιούν kesä',
  'jul júl juil lug iul июл лип lip červenec července tem ιουλ ιούλ heinä',
  'aug agu ago aoû aou авг серп sie srp ağu αυγ αύγ elo',
  'sep set szep сен вер wrz zář eyl σεπ syys',
  'oct okt out ott окт жов paź říj eki οκτ loka',
  'nov nop ноя лист lis kas νοε νοέ marras',
  'dec des dic dez déc дек груд gru pro ara δεκ joulu',
];

const BY_BEGINNING = new Map<string, number>();
BEGINNINGS.forEach((names, index) => {
  for (const name of names.split(' ')) if (!BY_BEGINNING.has(name)) BY_BEGINNING.set(name, index + 1);
});
const LONGEST = Math.max(...[...BY_BEGINNING.keys()].map(({ length }) => length));

/** 1 to 12; 0 when it is none. */
export function monthOf(name: string): number {
  const lower = name.toLowerCase();
  for (let length = Math.min(LONGEST, lower.length); length >= 3; length--) {
    const month = BY_BEGINNING.get(lower.slice(0, length));
    if (month) return month;
  }
  return 0;
}
