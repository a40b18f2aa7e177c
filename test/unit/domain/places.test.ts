import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BANGKOK, DISTRICTS, PROVINCE_PLACES } from '../../../src/domain/tables/districts.js';
import { PROVINCES } from '../../../src/domain/tables/provinces.js';
import { packageRoot } from '../../../src/shared/package-root.js';

const officialList = join(packageRoot, '../shared/domain/districts.tsv');

describe('provinces and districts', () => {
  it('are 76 provinces with 878 districts, and Bangkok with 50 (กรมการปกครอง)', () => {
    expect(Object.keys(DISTRICTS)).toHaveLength(76);
    expect(Object.values(DISTRICTS).flat()).toHaveLength(878);
    expect(PROVINCE_PLACES.find(({ code }) => code === BANGKOK)?.districts).toHaveLength(50);
  });

  it('have the names of the letter codes, and each code once', () => {
    expect(PROVINCE_PLACES.map(({ name }) => name).sort()).toEqual([...PROVINCES].sort());
    const codes = PROVINCE_PLACES.flatMap(({ code, districts }) => [code, ...districts.map((place) => place.code)]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('gives Phrae its eight in the order of their codes', () => {
    expect(DISTRICTS.แพร่).toEqual('เมืองแพร่ ร้องกวาง ลอง สูงเม่น เด่นชัย สอง วังชิ้น หนองม่วงไข่'.split(' '));
  });

  it.skipIf(!existsSync(officialList))('have the codes of an independent list (../shared/domain/districts.tsv)', () => {
    const rows = readFileSync(officialList, 'utf8').trim().split('\n').slice(1);
    const listed = new Map(rows.map((row) => row.split('\t').slice(0, 2) as [string, string]));
    const ours = PROVINCE_PLACES.flatMap(({ code, districts }) =>
      districts.map((place): [string, string] => [place.code, code === BANGKOK ? `เขต${place.name}` : place.name]),
    );
    expect(new Map(ours)).toEqual(listed);
  });
});
