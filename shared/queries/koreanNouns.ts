/**
 * Korean writes particles to the end of nouns: 러시아가, 러시아에서. Where several fit, each may be the one: 코모로의 is
 * 코모로 with 의, though 로의 is a particle as well. A noun of one syllable is left alone, since too many words end like
 * that.
 */
const PARTICLES = new Set(
  [
    '은 는 이 가 을 를 의 에 와 과 도 로 만 나 엔 랑 야 여 란 든',
    '에서 에게 한테 으로 까지 부터 보다 처럼 만큼 같이 마다 조차 마저 밖에 하고 이나 이랑 이란 이든 이며 이고 이다 이라 인데 라도 라고 라는 라며 라면 로서 로써 로는 로도 로의',
    '에는 에도 에선 에의 와는 와도 와의 과는 과도 과의 만이 만은 만을 만의 뿐 뿐만 까진 부턴 보단 대로 께서 든지',
    '에서는 에서도 에서의 에게는 에게도 에게서 한테서 으로는 으로도 으로의 으로서 으로써 까지는 까지도 까지의 부터는 부터의 보다는 보다도 처럼은',
    '이라고 이라는 이라도 이라며 이라면 이라서 로부터 으로부터 입니다 이었다 였다 뿐이다 이든지 에서부터',
  ].flatMap((some) => some.split(' ')),
);

const LONGEST = Math.max(...[...PARTICLES].map((particle) => particle.length));
const SHORTEST_NOUN = 2;

/** What a word would be without each particle that it may end with, the shortest first. */
export function nounsOf(word: string): string[] {
  const nouns: string[] = [];
  for (let end = Math.max(SHORTEST_NOUN, word.length - LONGEST); end < word.length; end++) {
    if (PARTICLES.has(word.slice(end))) nouns.push(word.slice(0, end));
  }
  return nouns;
}
