import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/domain/gazetteer/built-in.js';
import { Gazetteer } from '../../../src/domain/gazetteer/gazetteer.js';
import { organisationsCsv, parseOrganisations } from '../../../src/people/organisations.csv.js';
import { readCsv } from '../../../src/shared/csv.js';
import { errorCatalogue, WianError } from '../../../src/shared/errors.js';
import { exampleRows } from '../../support/organisations.js';
import { fc } from '../../support/property.js';

const parse = (text: string | Uint8Array) => parseOrganisations(Buffer.from(text as string), BUILT_IN);
/** What is wrong, as `line column code`. */
function faults(text: string | Uint8Array): string[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (!(error instanceof WianError)) throw error;
    expect(error.code).toBe('organisations.invalid');
    return error.problems.map(({ line, column, code }) => `${line} ${column ?? '-'} ${code}`);
  }
}
const HEAD = 'code,name,kind,province,district,valid_from,valid_to,replaces,aliases,parent';
const line = (changed: Record<string, string> = {}) => {
  const cells: Record<string, string> = {
    code: '5549901',
    name: 'เทศบาลตำบลก',
    kind: 'ทต.',
    province: 'แพร่',
    district: 'ลอง',
    ...changed,
  };
  return HEAD.split(',')
    .map((name) => cells[name] ?? '')
    .join(',');
};
const list = (...lines: string[]) => [HEAD, ...lines].join('\n');

describe('a list of organisations', () => {
  it('places a local body in its district and keeps what else it says', () => {
    const more = { valid_from: '2008-07-18', valid_to: '2030-01-01', aliases: 'ทต.ก | เทศบาลก', replaces: '5401' };
    expect(parse(list(line(more)))).toEqual([
      {
        code: '5549901',
        name: 'เทศบาลตำบลก',
        kind: 'subdistrict-municipality',
        level: 'local',
        parent: '5403',
        aliases: ['ทต.ก', 'เทศบาลก'],
        validFrom: '2008-07-18',
        validTo: '2030-01-01',
        replaces: '5401',
        source: null,
      },
    ]);
  });

  it.each([
    ['a byte order mark', `\ufeff${list(line())}`],
    ['Windows line ends', list(line()).replaceAll('\n', '\r\n')],
    ['old Macintosh line ends', list(line()).replaceAll('\n', '\r')],
    ['blank lines and no end', `${list(line())}\n\n   \n`],
    ['quotes', list(line({ name: '"เทศบาลตำบลก"' }))],
    ['the word before a place', list(line({ province: 'จังหวัดแพร่', district: 'อำเภอลอง' }))],
    ['Thai headings', list(line()).replace('code,name,kind,province,district', 'รหัส,ชื่อ,ประเภท,จังหวัด,อำเภอ')],
    ['headings in capitals', list(line()).replace('code,name', 'CODE,Name')],
    ['SARA AM in two parts', list(line({ district: 'ลอง', name: 'เทศบาลตําบลก'.replace('ํา', 'ำ') }))],
    ['a name over two lines in a cell', list(line({ name: '"เทศบาลตำบลก"', aliases: 'ข' }))],
  ])('is read with %s', (_, text) => expect(parse(text).map(({ code }) => code)).toEqual(['5549901']));

  it.each([
    [[{ code: '' }], ['2 code organisation.code']],
    [[{ code: '54/0023' }], ['2 code organisation.code']],
    [[{ code: 'x'.repeat(81) }], ['2 code organisation.code']],
    [[{}, {}], ['3 code organisation.code_twice']],
    [[{ name: '' }], ['2 name organisation.name']],
    [[{ name: 'ก' }], ['2 name organisation.name_kind']],
    [[{ name: 'เทศบาลตำบล' }], ['2 name organisation.name_kind']],
    [[{ name: 'เทศบาลตำบล\u202eก' }], ['2 name csv.characters']],
    [[{ kind: 'ทต' }], ['2 kind organisation.kind']],
    [[{ kind: 'province-office' }], ['2 kind organisation.kind']],
    [[{ kind: 'constructor' }], ['2 kind organisation.kind']],
    [[{ code: '5401' }], ['2 code organisation.kind_changed']],
    [[{ province: 'แพร' }], ['2 province organisation.province']],
    [[{ province: '' }], ['2 province organisation.place_missing']],
    [[{ district: '' }], ['2 district organisation.place_missing']],
    [[{ district: 'เมืองน่าน' }], ['2 district organisation.district']],
    [[{ parent: '9999' }], ['2 parent organisation.parent']],
    [[{ valid_from: '18/7/2551' }], ['2 valid_from organisation.date']],
    [[{ valid_from: '2551-07-18' }], ['2 valid_from organisation.date']],
    [[{ valid_from: '2021-02-30' }], ['2 valid_from organisation.date']],
    [[{ valid_from: '2021-02-02', valid_to: '2021-02-01' }], ['2 valid_to organisation.dates']],
    [[{ replaces: '6549901' }], ['2 replaces organisation.replaces']],
    [[{ replaces: '5549901' }], ['2 replaces organisation.replaces']],
    [
      [{ name: 'ก', district: 'x' }, {}, { kind: 'y', code: '5549902' }],
      [
        '2 name organisation.name_kind',
        '2 district organisation.district',
        '3 code organisation.code_twice',
        '4 kind organisation.kind',
      ],
    ],
  ])('%j is refused with %j', (rows, expected) => {
    expect(faults(list(...(rows as Record<string, string>[]).map(line)))).toEqual(expected);
  });

  it.each([
    ['nothing', '', ['1 - csv.empty']],
    ['blank lines', '\n\n', ['1 - csv.empty']],
    ['no header', line(), ['1 5549901 csv.column_unknown']],
    ['a column too few', 'code,name\n1,2', ['1 kind csv.column_missing']],
    ['a column twice', 'code,name,kind,name', ['1 name csv.column_twice']],
    ['an unknown column', 'code,name,kind,colour', ['1 colour csv.column_unknown']],
    ['a cell too many', `${list(line())},x`, ['2 - csv.cells']],
    ['a cell too few', list(line(), '5549902,เทศบาลตำบลข,ทต.,แพร่,ลอง'), ['3 - csv.cells']],
    ['a quote that is never closed', list(`"${line()}`), ['2 - csv.syntax']],
    ['a quote in the middle', list(line({ name: 'เทศบาล"ตำบลก' })), ['2 - csv.syntax']],
    ['semicolons', list(line()).replaceAll(',', ';'), ['1 - csv.column_unknown']],
  ])('%s is refused', (_, text, expected) => {
    const found = faults(text);
    if (text.includes(';')) expect(found[0]).toMatch(/^1 code;name.* csv\.column_unknown$/);
    else expect(found.slice(0, 1)).toEqual(expected);
  });

  it('is refused in Windows-874 and in UTF-16', () => {
    expect(faults(Buffer.from([0x63, 0x6f, 0x64, 0x65, 0xa1, 0xa2]))).toEqual(['1 - csv.encoding']);
    expect(faults(Buffer.from(`\ufeff${list(line())}`, 'utf16le'))).toEqual(['1 - csv.encoding']);
  });

  it('counts the lines as an editor does, line breaks in cells among them', () => {
    const text = list(line({ aliases: '"ก\nข"', code: '5549902' }), line({ code: '' }));
    expect(faults(text)).toEqual(['2 aliases csv.characters', '4 code organisation.code']);
  });

  it('says each fault in Thai and in English, and the error has an entry', () => {
    expect(errorCatalogue['organisations.invalid'].status).toBe(422);
    try {
      parse(list(line({ kind: 'x' })));
      expect.unreachable();
    } catch (error) {
      expect((error as WianError).problems[0]!.message).toMatch(/[ก-๙].* \/ [A-Z]/);
    }
  });

  it('may name a parent and what it replaces further down', () => {
    const rows = parse(
      list(line({ replaces: '6549901' }), line({ code: '6549901', name: 'องค์การบริหารส่วนตำบลก', kind: 'อบต.' })),
    );
    expect(rows.map(({ replaces }) => replaces)).toEqual(['6549901', null]);
  });

  it('that stands in a circle does not hang the gazetteer', () => {
    const rows = parse(list(line({ parent: '5549902' }), line({ code: '5549902', parent: '5549901' })));
    const gazetteer = new Gazetteer([...BUILT_IN, ...rows]);
    expect(gazetteer.provinceOf(rows[0]!)).toBeNull();
    expect(organisationsCsv(rows, gazetteer)).toContain('5549902');
  });
});

describe('the examples', () => {
  it.each([
    ['phrae', { pao: 1, 'town-municipality': 1, 'subdistrict-municipality': 25, sao: 57 }],
    ['nakhon-phanom', { pao: 1, 'town-municipality': 1, 'subdistrict-municipality': 21, sao: 81 }],
  ] as const)('%s are whole, each with its source', (name, counts) => {
    const rows = exampleRows(name);
    const found: Record<string, number> = {};
    for (const { kind } of rows) found[kind] = (found[kind] ?? 0) + 1;
    expect(found).toEqual(counts);
    expect(rows.every(({ source }) => source?.startsWith('กรมส่งเสริมการปกครองท้องถิ่น'))).toBe(true);
    // The Department's codes hold the district, but for the PAO.
    for (const { code, kind, parent } of rows) if (kind !== 'pao') expect(code.slice(1, 5)).toBe(parent);
  });
});

describe('any bytes', () => {
  it('are read or refused, never thrown over', () => {
    const columns = [{ name: 'code', required: true }, { name: 'name' }];
    const text = fc.array(fc.constantFrom('code', 'name', ',', '"', '\n', '\r\n', '\ufeff', 'ก', ' ', '\0'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          text.map((parts) => Buffer.from(parts.join(''))),
        ),
        (bytes) => {
          const { rows, problems } = readCsv(bytes, columns);
          for (const { line: at } of [...rows, ...problems]) expect(at).toBeGreaterThanOrEqual(1);
          if (problems.length === 0)
            for (const { cells } of rows) expect(Object.keys(cells).sort()).toEqual(['code', 'name']);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('come back as they went out', () => {
    const cell = fc
      .string()
      .filter((text) => text.trim() !== '' && !/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff|]/u.test(text));
    const gazetteer = new Gazetteer(BUILT_IN);
    fc.assert(
      fc.property(fc.uniqueArray(cell, { minLength: 1, maxLength: 4 }), cell, (names, source) => {
        const rows = parse(list(line())).map((row) => ({
          ...row,
          aliases: names.map((name) => name.trim().normalize('NFC')),
          source: source.trim().normalize('NFC'),
        }));
        expect(parse(organisationsCsv(rows, gazetteer))).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });
});
