import type { Recipient } from '../../../schemas/record.js';
import type { Part } from '../lines.js';
import { looseAny } from '../loose.js';
import { ANNEX } from '../recipients/ask.js';
import { misspeltTitle, repairedAddressee } from '../recipients/repair.js';
import { RELIABILITY } from '../reliability.js';
import { ADDRESSEE_WORDS, BARE_CLASSES } from '../tables/addressees.js';
import { ORGANISATION_WORDS } from '../tables/organisations.js';
import { oneLine } from './field.js';

/** Where another addressee may begin: behind a comma, a blank, และ, or a number in a list. */
const SEPARATOR = '(?:^|[,;]\\s?|\\s(?:และ\\s?)?|และ\\s?|\\s?\\(?[\\d๐-๙]{1,2}[.)]\\s?)';
const OFFICE_START = new RegExp(`${SEPARATOR}(?=${looseAny(ADDRESSEE_WORDS)})`, 'gu');
/** Where one may begin whose title is misspelt. */
const ANY_START = /[,;]\s?|\s(?:และ\s?)?|และ\s?/gu;
const BODY_START = new RegExp(`${SEPARATOR}(?=${looseAny([...ORGANISATION_WORDS, ...ADDRESSEE_WORDS])})`, 'gu');

const BODY = new RegExp(`^${looseAny(ORGANISATION_WORDS)}`);

const CLASS = /ทุก|ทั้งหมด|ทั้ง\s?[\d๐-๙]{1,3}|^หัวหน้าส่วนราชการ|^หัวหน้าหน่วยงาน|ในสังกัด(?!สำนัก\S{3,})/;

export interface Recipients {
  recipients: Recipient[];
  repaired: boolean;
}

/** เรียน or ถึง: one entry an addressee; นายอำเภอทุกอำเภอ is one. `organisations`: ถึง names bodies, เรียน their heads. */
export function readRecipients(parts: readonly Part[], organisations: boolean): Recipients {
  const located = oneLine(parts);
  const starts = startsIn(located.text, organisations);
  let repaired = false;
  const recipients = starts.flatMap(({ from }, i): Recipient[] => {
    const until = starts[i + 1]?.cut ?? located.text.length;
    const printed = located.text.slice(from, until).replace(/[\s,;]+$/, '');
    if (printed === '') return [];
    const text = repairedAddressee(printed);
    const confidence = located.confidence(from, from + printed.length) * RELIABILITY.recipients;
    const evidence = located.locate(from, from + printed.length);
    if (text === printed) return [{ text, scope: scopeOf(text), confidence, evidence }];
    repaired = true;
    const alternatives = [{ value: printed, confidence: 1 - confidence, why: 'as printed' }];
    return [{ text, scope: scopeOf(text), confidence: confidence * 0.95, evidence, alternatives }];
  });
  return { recipients, repaired };
}

/** Where each addressee begins, and where the separator before it does. */
function startsIn(text: string, organisations: boolean): { cut: number; from: number }[] {
  const starts: { cut: number; from: number }[] = [{ cut: 0, from: 0 }];
  let depth = 0;
  let seen = 0;
  const marked = [...text.matchAll(organisations ? BODY_START : OFFICE_START)];
  const misspelt = [...text.matchAll(ANY_START)].filter(({ 0: separator, index }) => {
    const title = index > 0 ? misspeltTitle(text.slice(index + separator.length))?.title : undefined;
    return title !== undefined && (organisations || !BODY.test(title));
  });
  for (const match of [...marked, ...misspelt].sort((a, b) => a.index - b.index)) {
    for (; seen < match.index; seen++) depth += text[seen] === '(' ? 1 : text[seen] === ')' ? -1 : 0;
    // (ยกเว้นอำเภอเมือง…) belongs to the addressee before it.
    if (depth > 0) continue;
    const from = match.index + match[0].length;
    if (match.index === 0) starts[0] = { cut: 0, from };
    else if (from > starts.at(-1)!.from) starts.push({ cut: match.index, from });
  }
  return starts;
}

function scopeOf(text: string): Recipient['scope'] {
  if (ANNEX.test(text)) return 'annex';
  return CLASS.test(text) || BARE_CLASSES.includes(text.replace(/\s/g, '')) ? 'all' : 'one';
}
