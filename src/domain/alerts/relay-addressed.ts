import type { OrganisationKind } from '../../../schemas/organisations.js';
import { wrapGlue } from '../lines.js';
import { cueAny, loose, looseAny } from '../loose.js';
import { tellings } from '../relay-forward.js';
import { ASKS, GIVES, IS_TOLD, MAY_ASK, RELAY_SUBJECTS, TURNS_AWAY, TURNS_TO } from '../tables/relay-subjects.js';
import { normalForm } from '../text.js';

/** A sentence of a letter that asks to tell others. `kinds`: which of its addressees are asked there; empty where it says nobody, and so means all. */
export interface RelaySentence {
  kinds: OrganisationKind[];
  told: string[];
}

const MARK = '[\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e]';
// สำนักงานเขตพื้นที่การศึกษา is no office of Bangkok; the longest word that fits is taken, as its title is looked up.
const FORMS = RELAY_SUBJECTS.flatMap(({ words, kinds, unless }) => words.map((word) => ({ word, kinds, unless })));
const SUBJECT = `(?:${[...FORMS]
  .sort((a, b) => b.word.length - a.word.length)
  .map(({ word, unless }) => cueAny([word]) + (unless === undefined ? '' : `(?!${loose(unless)})`))
  .join('|')})(?!${MARK})`;
/** สำหรับจังหวัดและอำเภอ, นายอำเภอ/นายกเทศมนตรี. */
const AND = `\\s{0,2}(?:${looseAny(['และ', 'หรือ', 'รวมทั้ง', 'รวมถึง', 'ตลอดจน'])}|[/,])?\\s{0,2}`;
const EVERY = `(?:${looseAny(['ทุกจังหวัด', 'ทุกอำเภอ', 'ทุกแห่ง', 'แต่ละ'])})?`;
const SUBJECTS = `(?:${loose('ทุก')})?((?:${SUBJECT}${EVERY})(?:${AND}(?:${SUBJECT}${EVERY})){0,5})`;
/** Behind a turn all up to the next is for them, be it other work before the telling; who is only asked does what stands next. */
const FAR = 160;
const NEAR = 60;
const TURN = new RegExp(`${looseAny(TURNS_TO)}\\s{0,2}${SUBJECTS}`, 'g');
const ASK = new RegExp(`${looseAny(ASKS)}\\s{0,2}${SUBJECTS}`, 'g');
const MAYBE_ASK = new RegExp(`(?<!${looseAny(GIVES)}\\s?)${looseAny(MAY_ASK)}\\s{0,2}${SUBJECTS}`, 'g');
const TOLD = new RegExp(`^\\s?${looseAny(IS_TOLD)}`);
/** จังหวัดแจ้งอำเภอ, แจ้งอำเภอเพื่อแจ้ง อปท.: they stand right before the verb. */
const RIGHT_BEFORE = new RegExp(
  `(?:^|[\\s(]|${looseAny(['แจ้ง', 'แจ้งให้', 'ให้'])})${SUBJECTS}\\s?(?:${looseAny(['เพื่อ', 'ให้', 'เพื่อให้', 'ได้', 'ช่วย', 'ดำเนินการ'])})?\\s?$`,
);
const AWAY = new RegExp(looseAny(TURNS_AWAY));
const EACH = new RegExp(SUBJECT, 'g');
const TITLES = FORMS.map(({ word, kinds }) => ({ form: new RegExp(`^(?:${cueAny([word])})$`), kinds }));

/** The page texts of a letter as one: what a line's end cut in two stands together. */
function joined(pages: readonly string[]): string {
  const lines = pages.flatMap((page) =>
    normalForm(page)
      .split('\n')
      .map((line) => line.trim()),
  );
  return lines.reduce(
    (text, line) => (line === '' ? text : `${text}${text === '' ? '' : wrapGlue(text, line)}${line}`),
    '',
  );
}

/** The sentences of a letter that ask to tell others (สำหรับอำเภอขอความร่วมมือแจ้งเทศบาลตำบล), by the text of its pages. Never throws. */
export function relaySentences(pages: readonly string[]): RelaySentence[] {
  const text = joined(pages);
  return tellings(text).map(({ at, told }): RelaySentence => {
    const subject = subjectOf(text.slice(Math.max(0, at - FAR), at));
    return { kinds: subject === null ? [] : kindsOf(subject), told };
  });
}

/** Who is the subject of the verb that stands behind this text; null where it says nobody. */
function subjectOf(before: string): string | null {
  const right = RIGHT_BEFORE.exec(before);
  if (right) return right[1]!;
  const last = (pattern: RegExp, within: number) => {
    const found = [...before.matchAll(pattern)].map((match) => ({
      at: match.index,
      subject: match[1]!,
      behind: before.slice(match.index + match[0].length),
    }));
    const one = found.findLast(({ behind }) => !TOLD.test(behind));
    return one && one.behind.length <= within && !AWAY.test(one.behind) ? one : null;
  };
  const turn = last(TURN, FAR);
  const ask = last(ASK, NEAR);
  if (turn && ask) return turn.at > ask.at ? turn.subject : ask.subject;
  return (turn ?? ask ?? last(MAYBE_ASK, NEAR))?.subject ?? null;
}

function kindsOf(subject: string): OrganisationKind[] {
  const words = [...subject.matchAll(EACH)].map(([word]) => word);
  return [...new Set(words.flatMap((word) => TITLES.find(({ form }) => form.test(word))?.kinds ?? []))];
}
