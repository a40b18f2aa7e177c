import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { declaredPage, jpegHeader } from '../../../src/reading/pdf-declared.js';
import { inflated, PdfLexer, PdfObjects } from '../../../src/reading/pdf-objects.js';
import { fc } from '../../support/property.js';
import { draw, image, onePage, rawPdf, stream } from '../../support/raw-pdf.js';

const limits = { maxFileBytes: 1e7, maxPages: 50, maxPixels: 4_000_000 };
const lex = (text: string) => new PdfLexer(Buffer.from(text, 'latin1'), 0).next();

describe('PdfLexer', () => {
  it('reads the kinds of value', () => {
    expect(lex('<< /A [1 -2.5 (te(x)t) <414> /N] /B 12 0 R /C true % c\n /D null >>')).toEqual(
      new Map<string, unknown>([
        ['/A', [1, -2.5, null, null, '/N']],
        ['/B', { ref: 12 }],
        ['/C', true],
        ['/D', null],
      ]),
    );
  });

  it('ends on any bytes', () => {
    const rubbish = fc.oneof(fc.string(), fc.stringMatching(/^[<>[\]()/ 01R%\\]{0,60}$/));
    fc.assert(
      fc.property(rubbish, (text) => {
        const lexer = new PdfLexer(Buffer.from(text, 'latin1'), 0);
        let tokens = 0;
        while (!lexer.ended && tokens <= text.length) {
          lexer.next();
          tokens++;
        }
        return tokens <= text.length;
      }),
    );
  });
});

describe('PdfObjects', () => {
  it('takes the last of an object, and finds those in object streams', () => {
    const packed = '7 0 8 11 << /X 1 >> << /Y 2 >>';
    const first = packed.indexOf('<<');
    const bytes = rawPdf([
      '<< /Old true >>',
      stream(`/Type /ObjStm /N 2 /First ${first} /Filter /FlateDecode`, deflateSync(Buffer.from(packed))),
    ]);
    const objects = new PdfObjects(Buffer.concat([bytes, Buffer.from('\n1 0 obj << /New 8 0 R >> endobj')]));
    expect(objects.dict({ ref: 1 })).toEqual(new Map([['/New', { ref: 8 }]]));
    expect(objects.dict({ ref: 7 })).toEqual(new Map([['/X', 1]]));
    expect(objects.dict(objects.dict({ ref: 1 })?.get('/New'))).toEqual(new Map([['/Y', 2]]));
    expect(objects.resolve({ ref: 99 })).toBeNull();
  });

  it('does not run after references in a circle', () => {
    expect(new PdfObjects(rawPdf(['2 0 R', '1 0 R'])).resolve({ ref: 1 })).toBeNull();
  });

  it('does not unpack more than it may', () => {
    const objects = new PdfObjects(rawPdf([stream('/Filter /FlateDecode', deflateSync(Buffer.alloc(100_000)))]));
    expect(inflated(objects.stream(1)!, 1000)).toBe('too-large');
    expect(inflated(objects.stream(1)!, 100_000)).toHaveLength(100_000);
  });
});

describe('declaredPage', () => {
  const declared = (bytes: Buffer) => declaredPage(new PdfObjects(bytes), 3, limits);
  const jpeg = (width: number, height: number) =>
    Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 17, 0]);

  it('finds a page that is one JPEG', () => {
    const bytes = onePage(draw(), image(1000, 1400, '/DCTDecode', jpeg(1000, 1400)));
    expect(declared(bytes)).toEqual({
      cut: false,
      scan: { file: jpeg(1000, 1400), width: 1000, height: 1400, place: [595, 0, 0, 842, 0, 0] },
    });
  });

  it.each([
    ['something else is drawn', onePage(`${draw()} 0 0 9 9 re f`, image(9, 9, '/DCTDecode', jpeg(9, 9)))],
    ['the sizes disagree', onePage(draw(), image(9, 9, '/DCTDecode', jpeg(10, 9)))],
    ['the image is no JPEG', onePage(draw(), image(9, 9, '/FlateDecode', 'x'))],
    ['it is a palette', onePage(draw(), image(9, 9, '/DCTDecode', jpeg(9, 9), '[/Indexed /DeviceRGB 1 <00>]'))],
  ])('leaves the page to pdf.js where %s', (_, bytes) => expect(declared(bytes).scan).toBeNull());

  it.each([
    ['an image declared too large', image(40_000, 40_000, '/FlateDecode', 'x')],
    ['a JPEG that is larger than it was declared', image(100, 100, '/DCTDecode', jpeg(40_000, 40_000))],
  ])('refuses %s', (_, object) => {
    expect(() => declared(onePage(draw(), object))).toThrowError(
      expect.objectContaining({ code: 'image.too_many_pixels' }),
    );
  });

  it('refuses it in a form as well, and only where it is shown', () => {
    const form = '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /In 10 0 R /Im 5 0 R >> >>';
    const page = (content: string) =>
      Buffer.concat([
        onePage(draw(), stream(form, content)),
        Buffer.from('\n10 0 obj '),
        image(40_000, 40_000, '/FlateDecode', 'x'),
        Buffer.from(' endobj'),
      ]);
    expect(() => declared(page('/In Do /Im Do'))).toThrowError(
      expect.objectContaining({ code: 'image.too_many_pixels' }),
    );
    expect(declared(page('/Im Do'))).toEqual({ cut: false, scan: null });
  });

  it('refuses content that unpacks to more than a page can hold', () => {
    const bomb = deflateSync(Buffer.alloc(30 << 20, 'q Q '));
    expect(() => declared(onePage(bomb, 'null', '', '/Filter /FlateDecode'))).toThrowError(
      expect.objectContaining({ code: 'page.unreadable' }),
    );
  });

  it('tells data that the end of the file cuts off', () => {
    const whole = onePage(draw(), image(1000, 1400, '/DCTDecode', jpeg(1000, 1400)));
    expect(declared(whole.subarray(0, whole.indexOf('/DCTDecode') + 40))).toEqual({ cut: true, scan: null });
  });
});

describe('jpegHeader', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        jpegHeader(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), bytes]));
        return true;
      }),
    );
  });
});
