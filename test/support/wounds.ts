/** Ways to break a feed: each gives a function from its bytes to broken ones. */
import fc from 'fast-check';

/** What tears a document apart where it is put in. */
const shard = fc.oneof(
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      '<',
      '>',
      '&',
      '</',
      '<![CDATA[',
      ']]>',
      '<!--',
      '&#0;',
      '&#x202e;',
      '<item>',
      '</item>',
      '<entry>',
      '"',
      '<?',
      '<!DOCTYPE',
      '\u0000',
      'xmlns=',
    )
    .map((text) => Buffer.from(text)),
);
const wound = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(40), shard });
export const wounded = fc
  .record({
    wounds: fc.array(wound, { minLength: 1, maxLength: 6 }),
    cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ wounds, cut }) => (whole: Buffer): Buffer => {
    const broken = wounds.reduce((bytes, { at, drop, shard: piece }) => {
      const place = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, place), piece, bytes.subarray(place + drop)]);
    }, whole);
    return cut === null ? broken : broken.subarray(0, Math.floor(cut * broken.length));
  });

/** Bytes overwritten, a stretch of the document said again elsewhere, the whole shifted by a byte. */
export const scrambled = fc
  .record({
    bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 30 }),
    from: fc.nat(),
    to: fc.nat(),
    length: fc.nat(400),
    isShifted: fc.boolean(),
  })
  .map(({ bytes, from, to, length, isShifted }) => (whole: Buffer): Buffer => {
    const document = Buffer.from(whole);
    for (const [at, byte] of bytes) document[at % document.length] = byte;
    const start = from % document.length;
    const place = to % document.length;
    const again = document.subarray(start, start + length);
    const parts = [document.subarray(0, place), again, document.subarray(place)];
    return Buffer.concat(isShifted ? [Buffer.of(0), ...parts] : parts);
  });
