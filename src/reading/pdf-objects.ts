import { inflateSync } from 'node:zlib';

/**
 * A second, narrow look into a PDF beside pdf.js: what a page's images and content streams declare of themselves, before
 * anything is decoded, and JPEG data as they stand. It knows no passwords and few filters; where it finds nothing, pdf.js
 * alone decides. Objects are found by searching the file for them, as recovery does, so a broken table is no hindrance.
 */

export type PdfValue = number | string | boolean | null | PdfRef | PdfOperator | PdfValue[] | PdfDict;
/** Names are strings with their slash; texts are not kept. */
export type PdfDict = Map<string, PdfValue>;
export interface PdfRef {
  ref: number;
}
export interface PdfOperator {
  operator: string;
}
export interface PdfStream {
  dict: PdfDict;
  /** The data as they lie in the file, still encoded. */
  data: Buffer;
  /** The file ends before the stream does. */
  cut: boolean;
}

const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([...'()<>[]{}/%'].map((char) => char.charCodeAt(0)));
const DEEPEST = 40;

export const isRef = (value: unknown): value is PdfRef => typeof value === 'object' && value !== null && 'ref' in value;
export const isOperator = (value: unknown): value is PdfOperator =>
  typeof value === 'object' && value !== null && 'operator' in value;

/** Reads PDF tokens one after the other from a place in a buffer. Never throws: rubbish comes out as operators. */
export class PdfLexer {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  get ended(): boolean {
    this.skipWhite();
    return this.at >= this.bytes.length;
  }

  private skipWhite(): void {
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at]!;
      if (byte === 0x25)
        while (this.at + 1 < this.bytes.length && ![10, 13].includes(this.bytes[this.at + 1]!)) this.at++;
      else if (!WHITE.has(byte)) return;
    }
  }

  private word(): string {
    const start = this.at;
    while (this.at < this.bytes.length && !WHITE.has(this.bytes[this.at]!) && !DELIMITERS.has(this.bytes[this.at]!))
      this.at++;
    return this.bytes.toString('latin1', start, Math.min(this.at, start + 256));
  }

  next(depth = 0): PdfValue {
    this.skipWhite();
    const char = String.fromCharCode(this.bytes[this.at] ?? 0);
    if (char === '/') {
      this.at++;
      return `/${this.word()}`;
    }
    if (char === '(') return this.skipText();
    if (char === '<' && this.bytes[this.at + 1] === 0x3c) return this.dict(depth);
    if (char === '<') return this.skipTo('>');
    if (char === '[') return this.array(depth);
    const word = this.word();
    if (word === '') {
      this.at++;
      return { operator: char };
    }
    if (/^[+-]?[\d.]+$/.test(word)) return this.numberOrRef(Number.parseFloat(word) || 0, word);
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : { operator: word };
  }

  private numberOrRef(value: number, word: string): PdfValue {
    if (!/^\d{1,10}$/.test(word)) return value;
    const rest = this.bytes.toString('latin1', this.at, this.at + 20);
    const ref = /^\s{1,4}\d{1,5}\s{1,4}R(?![A-Za-z0-9])/.exec(rest);
    if (!ref) return value;
    this.at += ref[0].length;
    return { ref: value };
  }

  private skipTo(end: string): null {
    const found = this.bytes.indexOf(end, this.at, 'latin1');
    this.at = found < 0 ? this.bytes.length : found + end.length;
    return null;
  }

  private skipText(): null {
    let depth = 0;
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at]!;
      if (byte === 0x5c) this.at++;
      else if (byte === 0x28) depth++;
      else if (byte === 0x29 && --depth === 0) break;
    }
    this.at++;
    return null;
  }

  private array(depth: number): PdfValue[] {
    this.at++;
    const values: PdfValue[] = [];
    while (!this.ended && this.bytes[this.at] !== 0x5d && depth < DEEPEST) values.push(this.next(depth + 1));
    this.at++;
    return values;
  }

  private dict(depth: number): PdfDict {
    this.at += 2;
    const entries: PdfDict = new Map();
    while (!this.ended && this.bytes[this.at] !== 0x3e && depth < DEEPEST) {
      const key = this.next(depth + 1);
      if (typeof key === 'string') entries.set(key, this.next(depth + 1));
    }
    this.at += 2;
    return entries;
  }
}

const OBJECT = Buffer.from('obj');
const MOST_INFLATED = 64 << 20;
const MOST_OBJECTS = 1_000_000;
const LARGEST_NUMBER = 8_388_607;

/** The objects of a PDF file by their numbers, the last of each number, as incremental updates want it. */
export class PdfObjects {
  private readonly places = new Map<number, number>();
  private packed: Map<number, { bytes: Buffer; at: number }> | null = null;

  constructor(private readonly bytes: Buffer) {
    for (
      let at = bytes.indexOf(OBJECT);
      at >= 0 && this.places.size < MOST_OBJECTS;
      at = bytes.indexOf(OBJECT, at + 3)
    ) {
      const head = /(?:^|\s)(\d{1,10})\s{1,4}\d{1,5}\s{1,4}$/.exec(bytes.toString('latin1', Math.max(0, at - 24), at));
      if (head) this.places.set(Number(head[1]), at + 3);
    }
  }

  /** The largest number that an object in the file has, as far as PDF lets numbers go. */
  get largest(): number {
    let largest = 0;
    for (const number of this.places.keys()) if (number <= LARGEST_NUMBER) largest = Math.max(largest, number);
    return largest;
  }

  /** The value of an object, or what a reference leads to; null where there is none. */
  resolve(value: PdfValue | undefined, hops = 0): PdfValue {
    if (!isRef(value)) return value ?? null;
    if (hops > 8) return null;
    const at = this.places.get(value.ref);
    if (at !== undefined) return this.resolve(new PdfLexer(this.bytes, at).next(), hops + 1);
    const place = this.unpacked().get(value.ref);
    return place ? this.resolve(new PdfLexer(place.bytes, place.at).next(), hops + 1) : null;
  }

  dict(value: PdfValue | undefined): PdfDict | null {
    const found = this.resolve(value);
    return found instanceof Map ? found : null;
  }

  /** The stream of an object number, or null where the object is none. */
  stream(ref: number): PdfStream | null {
    const at = this.places.get(ref);
    if (at === undefined) return null;
    const lexer = new PdfLexer(this.bytes, at);
    const dict = lexer.next();
    const keyword = dict instanceof Map ? lexer.next() : null;
    if (!(dict instanceof Map) || !isOperator(keyword) || keyword.operator !== 'stream') return null;
    let start = lexer.at;
    if (this.bytes[start] === 13) start++;
    if (this.bytes[start] === 10) start++;
    const length = this.resolve(dict.get('/Length'));
    if (typeof length === 'number' && this.endsAt(start + length)) {
      return { dict, data: this.bytes.subarray(start, start + length), cut: false };
    }
    const end = this.bytes.indexOf('endstream', start, 'latin1');
    return { dict, data: this.bytes.subarray(start, end < 0 ? this.bytes.length : end), cut: end < 0 };
  }

  private endsAt(end: number): boolean {
    return /^\s{0,4}endstream/.test(this.bytes.toString('latin1', end, end + 13));
  }

  /** Objects that lie in object streams (PDF 1.5). Those of encrypted files do not open, and stay unknown. */
  private unpacked(): Map<number, { bytes: Buffer; at: number }> {
    if (this.packed) return this.packed;
    this.packed = new Map();
    let total = 0;
    for (const ref of this.places.keys()) {
      if (total >= MOST_INFLATED) break;
      if (this.dict({ ref })?.get('/Type') !== '/ObjStm') continue;
      const stream = this.stream(ref);
      if (!stream || stream.cut) continue;
      const bytes = inflated(stream, MOST_INFLATED - total);
      const first = stream.dict.get('/First');
      const count = stream.dict.get('/N');
      if (!(bytes instanceof Buffer) || typeof first !== 'number' || typeof count !== 'number') continue;
      total += bytes.length;
      const lexer = new PdfLexer(bytes, 0);
      for (let i = 0; i < count && !lexer.ended; i++) {
        const number = lexer.next();
        const offset = lexer.next();
        if (typeof number !== 'number' || typeof offset !== 'number') break;
        this.packed.set(number, { bytes, at: first + offset });
      }
    }
    return this.packed;
  }
}

/** The name of a stream's only filter; null for none, undefined for several. */
export function onlyFilter({ dict }: PdfStream): PdfValue | undefined {
  const filter = dict.get('/Filter') ?? null;
  if (!Array.isArray(filter)) return filter;
  return filter.length < 2 ? (filter[0] ?? null) : undefined;
}

/**
 * The data of a stream that is plain or deflated: null for other filters and for broken data, `'too-large'` where there
 * would be more than `most` bytes of it.
 */
export function inflated(stream: PdfStream, most: number): Buffer | null | 'too-large' {
  const filter = onlyFilter(stream);
  if (filter === null) return stream.data.length <= most ? stream.data : 'too-large';
  if (filter !== '/FlateDecode' || stream.dict.get('/DecodeParms') instanceof Map) return null;
  try {
    return inflateSync(stream.data, { maxOutputLength: Math.max(1, most) });
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : null;
  }
}
