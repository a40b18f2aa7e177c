import type { Families } from '../../../schemas/families.js';
import { formatThaiDate } from '../dates.js';
import { DIFFERENCE_LABEL } from '../labels.js';

/** What a lower letter says of this one that its own paper does not: to be checked on both, whoever shows the letter. */
export function relayChecks({ families }: Families, key: string): string[] {
  return families
    .flatMap(({ hops }) => hops)
    .filter(({ from }) => from === key)
    .flatMap(({ to, differences }) =>
      differences.map(({ field, cited }) => {
        const value = field === 'date' ? formatThaiDate(cited, { digits: 'thai' }) : cited;
        return `${DIFFERENCE_LABEL[field]}: หนังสือ [${to}] อ้างว่า ${value}`;
      }),
    );
}
