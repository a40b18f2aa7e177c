import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readRows } from '../../../src/shared/csv.js';

const row = z.object({
  code: z.string(),
  size: z.string().regex(/^\d+$/, { error: 'a number' }).transform(Number),
  note: z.string().optional(),
});
const read = (content: string | Uint8Array) =>
  readRows(typeof content === 'string' ? new TextEncoder().encode(content) : content, row);
const problems = (content: string | Uint8Array) =>
  read(content).problems.map(({ line, column, code }) => [line, column, code]);

describe('a CSV file', () => {
  it('is read by its header, columns in any order, with a BOM, quotes, empty lines and empty cells', () => {
    const text = '\ufeffsize,note,code\r\n\r\n1,"ก, ""ข""",a\r\n 2 ,,b\r\n3\r\n';
    const { rows, problems } = read(text);
    expect(rows).toEqual([
      { line: 3, value: { size: 1, note: 'ก, "ข"', code: 'a' } },
      { line: 4, value: { size: 2, code: 'b' } },
    ]);
    // The last line ends before its code.
    expect(problems).toMatchObject([{ line: 5, column: null, code: 'csv.cells' }]);
  });

  it('needs its columns, and has no others', () => {
    expect(problems('code,sise\na,1\n')).toEqual([
      [1, 'sise', 'csv.column_unknown'],
      [1, 'size', 'csv.column_missing'],
    ]);
    expect(problems('code,size,code\na,1,b\n')).toEqual([[1, 'code', 'csv.column_twice']]);
  });

  it('says which line and column holds what it cannot hold', () => {
    expect(problems('code,size\na,1\nb,x\nc,1,2\n')).toEqual([
      [3, 'size', 'csv.value'],
      [4, null, 'csv.cells'],
    ]);
    const [first] = read('code,size\nb,x\n').problems;
    expect(first!.message).toBe('ค่าไม่ถูกต้อง (a number) / A value is not valid.');
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'csv.empty'],
    ['a header alone', 'code,size\n', 'csv.empty'],
    ['an open quote', 'code,size\na,"1\n', 'csv.syntax'],
    ['TIS-620', Uint8Array.from([0x63, 0x2c, 0xa1, 0xa2, 0x0a]), 'csv.encoding'],
  ])('that is %s is not taken', (_, content, code) => {
    const found = read(content);
    expect(found.rows).toEqual([]);
    expect(found.problems.map((one) => one.code)).toEqual([code]);
  });

  it('of another kind does not fill the screen', () => {
    expect(problems(`code,size\n${'a,x\n'.repeat(5000)}`)).toHaveLength(100);
  });
});
