import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getDistricts, getProvinces } from 'thai-address-universal';
import { packageRoot } from '../src/shared/package-root.js';

/**
 * Codes that the package lacks or has wrong, by the registration office's own (DOPA, checked against kongvut/thai-province-data and
 * Ahoerstemeier/tambon): บึงกาฬ has none there, กัลยาณิวัฒนา has that of แม่แจ่ม, น้ำปาด that of ท่าปลา.
 */
const CODES: Readonly<Record<string, string>> = {
  บึงกาฬ: '38',
  'บึงกาฬ เมืองบึงกาฬ': '3801',
  'บึงกาฬ พรเจริญ': '3802',
  'บึงกาฬ โซ่พิสัย': '3803',
  'บึงกาฬ เซกา': '3804',
  'บึงกาฬ ปากคาด': '3805',
  'บึงกาฬ บึงโขงหลง': '3806',
  'บึงกาฬ ศรีวิไล': '3807',
  'บึงกาฬ บุ่งคล้า': '3808',
  'เชียงใหม่ กัลยาณิวัฒนา': '5025',
  'อุตรดิตถ์ น้ำปาด': '5304',
};

const byCode = <T extends { code: string }>(list: T[]) => list.sort((a, b) => a.code.localeCompare(b.code));

/** The source of `src/domain/tables/places.ts`: a line a province, its districts with the last two digits of their codes. */
export async function placesSource(): Promise<string> {
  const provinces = (await getProvinces()).map(({ nameTh, code }) => ({ name: nameTh, code: CODES[nameTh] ?? code }));
  const lines: string[] = [];
  for (const province of byCode(provinces)) {
    const districts = (await getDistricts(province.name)).map(({ nameTh, code }) => ({
      name: nameTh,
      code: CODES[`${province.name} ${nameTh}`] ?? code,
    }));
    const listed = byCode(districts).map(({ name, code }) => {
      if (!code.startsWith(province.code) || code.length !== 4)
        throw new Error(`${province.name} ${name}: code ${code}`);
      return `${code.slice(2)} ${name}`;
    });
    lines.push(`${province.code} ${province.name}: ${listed.join(', ')}`);
  }
  return `/**
 * The provinces, and the districts (เขต in Bangkok) of each, under the codes of the registration office (DOPA): a district's code is
 * its province's and its own two digits. Written by \`npm run generate\` from npm thai-address-universal 2.2.0 (ISC), with the codes
 * corrected that are wrong there (\`scripts/generate-places.ts\`, docs/decisions/0008-gazetteer.md).
 */
export const PLACES = \`
${lines.join('\n')}
\`;
`;
}

export const placesFile = join(packageRoot, 'src/domain/tables/places.ts');

if (process.argv[1] === import.meta.filename) {
  const source = await placesSource();
  if (readFileSync(placesFile, { encoding: 'utf8', flag: 'a+' }) !== source) writeFileSync(placesFile, source);
}
