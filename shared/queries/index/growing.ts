/** Columns of numbers that grow: an index over a million queries is some twenty of these, and no objects. */

type Column = Int32Array | Uint16Array | Uint8Array;

const GROWTH = 1.4;
const FIRST_SIZE = 64;

abstract class Growing<Kind extends Column> {
  length: number;
  values: Kind;

  constructor(values: Kind) {
    this.values = values;
    this.length = values.length;
  }

  protected abstract resize(size: number): Kind;

  push(value: number): void {
    this.reserve(1);
    this.values[this.length++] = value;
  }

  /** Appends zeros until there are `length` entries. */
  extendTo(length: number): void {
    if (length <= this.length) return;
    this.reserve(length - this.length);
    this.length = length;
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.values.length) return;
    const grown = this.resize(Math.max(FIRST_SIZE, needed, Math.ceil(this.values.length * GROWTH)));
    grown.set(this.values.subarray(0, this.length));
    this.values = grown;
  }

  /** Exactly what is used. */
  used(): Kind {
    return this.values.subarray(0, this.length) as Kind;
  }

  get bytes(): number {
    return this.values.byteLength;
  }
}

export class GrowingInts extends Growing<Int32Array> {
  constructor(values: Int32Array = new Int32Array(0)) {
    super(values);
  }

  protected resize(size: number): Int32Array {
    return new Int32Array(size);
  }
}

export class GrowingCharacters extends Growing<Uint16Array> {
  constructor(values: Uint16Array = new Uint16Array(0)) {
    super(values);
  }

  protected resize(size: number): Uint16Array {
    return new Uint16Array(size);
  }
}

export class GrowingBytes extends Growing<Uint8Array> {
  constructor(values: Uint8Array = new Uint8Array(0)) {
    super(values);
  }

  protected resize(size: number): Uint8Array {
    return new Uint8Array(size);
  }
}
