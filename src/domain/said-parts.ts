import type { PageReading } from '../../schemas/page.js';
import type { Letter } from '../../schemas/record.js';
import { blankLetter } from './blank-letter.js';
import { warn } from './warnings.js';

/**
 * The pages of a file parted before each page that a person said begins a letter. The first page begins one in any case: pages before the
 * first letter would belong to none. Numbers that are no pages are passed over.
 */
export function partsFrom(pages: readonly PageReading[], begins: readonly number[]): PageReading[][] {
  const starts = new Set(begins);
  const parts: PageReading[][] = [];
  for (const page of pages) {
    const open = parts.at(-1);
    if (!open || starts.has(page.number)) parts.push([page]);
    else open.push(page);
  }
  return parts;
}

/** The letter of pages on which nothing was read, which a person fills in. */
export function unreadLetter(pages: readonly PageReading[]): Letter {
  return {
    kind: 'external',
    pages: [pages[0]!.number, pages.at(-1)!.number],
    ...blankLetter(),
    mentions: [],
    confidence: { kind: 0.5 },
    warnings: [
      warn('reference.missing', 'reference'),
      warn('date.missing', 'date'),
      warn('recipients.missing', 'recipients'),
      warn('letter.unsigned', 'signer'),
    ],
  };
}
