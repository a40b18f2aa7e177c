import { describe, expect, it } from 'vitest';
import { fileType } from '../../../src/reading/file-type.js';
import { WianError } from '../../../src/shared/errors.js';
import { fc } from '../../support/property.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('fileType', () => {
  it.each([
    ['pdf', bytes('%PDF-1.7\n...')],
    ['pdf', bytes(`${'\0'.repeat(100)}%PDF-1.4`)],
    ['png', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['jpeg', bytes('\xff\xd8\xff\xe0\0\x10JFIF')],
    ['tiff', bytes('II*\0\x08\0\0\0')],
    ['tiff', bytes('MM\0*\0\0\0\x08')],
    ['webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
    ['text', Buffer.from('ที่ มท ๐๘๑๐.๗/ว ๕๒๔\n\f')],
    ['text', Buffer.from('\ufeffเรื่อง', 'utf16le')],
    ['text', bytes('\xa1\xa2\xa3 TIS-620')],
  ])('tells %s by its content', (type, head) => expect(fileType(head)).toBe(type));

  it.each([
    ['a ZIP, even with a PDF at its front', 'file.unsupported', bytes('PK\x03\x04....a.pdf%PDF-1.7')],
    ['an old Office file', 'file.unsupported', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0')],
    ['HTML', 'file.unsupported', bytes('<!DOCTYPE html><p>')],
    ['RTF', 'file.unsupported', bytes('{\\rtf1\\ansi')],
    ['binary junk', 'file.unsupported', Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 7919) % 256))],
    ['nothing', 'file.empty', Buffer.alloc(0)],
  ])('refuses %s', (_, code, head) => {
    expect(() => fileType(head)).toThrowError(expect.objectContaining({ code }));
  });

  it('answers or refuses whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (head) => {
        try {
          return typeof fileType(head) === 'string';
        } catch (error) {
          return error instanceof WianError;
        }
      }),
    );
  });
});
