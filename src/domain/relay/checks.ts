import type { Disagreement, Families, Family } from '../../../schemas/families.js';
import { formatThaiDate } from '../dates.js';
import { DIFFERENCE_LABEL } from '../labels.js';

/** A reading of a difference as a clerk reads it. */
const shown = (field: Disagreement['field'], value: string) =>
  field === 'date' ? formatThaiDate(value, { digits: 'thai' }) : value;

/** What the family of a letter shows that its own paper does not: to be checked on both, whoever shows the letter. */
export function relayChecks({ families }: Families, key: string): string[] {
  return families.filter(({ letters }) => letters.includes(key)).flatMap((family) => checksIn(family, key));
}

function checksIn({ hops, asks, copies, near_duplicates, warnings }: Family, key: string): string[] {
  return [
    ...hops
      .filter(({ from }) => from === key)
      .flatMap(({ to, differences }) =>
        differences.map(({ field, cited, suggested }) => {
          const likelier = suggested ? ` น่าจะเป็น ${shown(field, suggested.value)} (${suggested.reason})` : '';
          return `${DIFFERENCE_LABEL[field]}: หนังสือ [${to}] อ้างว่า ${shown(field, cited)}${likelier}`;
        }),
      ),
    ...copies
      .filter(({ letter, copy }) => letter === key || copy === key)
      .flatMap(({ letter, copy, differences }) =>
        differences.map(({ field, ...read }) => {
          const [other, value] = letter === key ? [copy, read.copy] : [letter, read.letter];
          return `${DIFFERENCE_LABEL[field]}: ฉบับเดียวกัน [${other}] อ่านได้ ${shown(field, value)}`;
        }),
      ),
    ...near_duplicates
      .filter(({ letters }) => letters.includes(key))
      .map(({ letters, why }) => `อาจเป็นฉบับเดียวกับ [${letters.find((other) => other !== key)}]: ${why}`),
    ...asks
      .filter(({ by }) => by === key)
      .map(({ citation, candidates }) => {
        const options = candidates.map((candidate) => `[${candidate.key}]`).join(' หรือ ');
        return `หนังสือที่อ้างอาจเป็น ${options}: ${citation.text}`;
      }),
    ...warnings.filter(({ letter }) => letter === key).map(({ message }) => message),
  ];
}
