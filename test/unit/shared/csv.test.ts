import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCsv } from '../../../src/shared/csv.js';

const row = z.object({
  code: z.string(),
  size: z.string().regex(/^\d+$/, { error: 'a number' }).transform(Number),
  note: z.string().optional(),
});
const problems = (content: string | Uint8Array) =>
  readCsv(content, row).problems.map(({ line, column, code }) => [line, column, code]);

describe('a CSV file', () => {
  it('is read by its header, columns in any order, with a BOM, quotes, empty lines and empty cells', () => {
    const text = '\ufeffsize,note,code\r\n\r\n1,"ก, ""ข""\nค",a\r\n 2 ,,b\r\n3\r\n';
    const { rows, problems } = readCsv(text, row);
    expect(rows).toEqual([
      { line: 3, value: { size: 1, note: 'ก, "ข"\nค', code: 'a' } },
      { line: 5, value: { size: 2, code: 'b' } },
    ]);
    // The last line ends before its code.
    expect(problems).toMatchObject([{ line: 6, column: 'code', code: 'csv.value_invalid' }]);
  });

  it('needs its columns, and has no others', () => {
    expect(problems('code,sise\na,1\n')).toEqual([
      [1, 'size', 'csv.column_missing'],
      [1, 'sise', 'csv.column_unknown'],
    ]);
    expect(problems('code,size,code\na,1,b\n')).toEqual([[1, 'code', 'csv.column_unknown']]);
  });

  it('says which line and column holds what it cannot hold', () => {
    expect(problems('code,size\na,1\nb,x\nc,1,2\n')).toEqual([
      [3, 'size', 'csv.value_invalid'],
      [4, null, 'csv.value_invalid'],
    ]);
    const [first] = readCsv('code,size\nb,x\n', row).problems;
    expect(first!.message).toBe('ค่าไม่ถูกต้อง (a number) / A value is not valid.');
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'csv.empty'],
    ['a header alone', 'code,size\n', 'csv.empty'],
    ['an open quote', 'code,size\na,"1\n', 'csv.unreadable'],
    ['TIS-620', Uint8Array.from([0x63, 0x2c, 0xa1, 0xa2, 0x0a]), 'csv.encoding'],
  ])('that is %s is not taken', (_, content, code) => {
    const found = readCsv(content, row);
    expect(found.rows).toEqual([]);
    expect(found.problems.map((one) => one.code)).toEqual([code]);
  });

  it('of another kind does not fill the screen', () => {
    expect(problems(`code,size\n${'a,x\n'.repeat(5000)}`)).toHaveLength(100);
  });
});
