import { cueAny, loose, looseAny, withoutMarks } from './loose.js';
import { CLASS_QUALIFIERS, RELAY_CLASSES, TELL_LINKS, TELL_OTHERS } from './tables/relay-classes.js';

/** อำเภอ as a class: no name of one follows. */
const DISTRICT = `${loose('อำเภอ')}(?=${looseAny(['ทราบ', 'ทุก', 'ดำเนินการ', 'ถือ', 'ให้', 'และ', 'ใน', 'เพื่อ'])}|[\\s,]|$)`;
const MARK = '[\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e]';
const CLASS = `(?:${cueAny(RELAY_CLASSES)}|${DISTRICT})(?!${MARK}|${looseAny(['ของ', 'ผู้รับผิดชอบ', 'ผู้ประสาน', 'เจ้าของ'])})`;
const FORWARD = new RegExp(
  // What the sender tells himself (ขอแจ้งให้), was told (ได้แจ้ง) or will tell is no task of the addressees.
  `(?<!${looseAny(['ขอ', 'ได้', 'จะ', 'รับ', 'เห็นควร', 'เห็นสมควร'])})${looseAny(TELL_OTHERS)}\\s{0,3}(?:${looseAny(TELL_LINKS)}\\s{0,2}){0,3}(${CLASS})`,
  'g',
);
const NEXT = new RegExp(
  `^(?:${loose('ตำบล')})?(?:${looseAny(['ในเขตพื้นที่', 'ในพื้นที่'])})?\\s{0,3}(?:,|${looseAny(['และ', 'รวมถึง', 'รวมทั้ง', 'ตลอดจน', 'หรือ'])})?\\s{0,3}(${CLASS})`,
);
const QUALIFIER = new RegExp(`^\\s{0,2}(${looseAny(CLASS_QUALIFIERS)}${looseAny(['ทุกแห่ง'])}?)`);
const MOST_CLASSES = 12;

/** Where a text asks to tell others, and the classes that are to be told there, in their order. Never throws. */
export function tellings(text: string): { at: number; told: string[] }[] {
  return [...text.matchAll(FORWARD)].map((match) => {
    const told: string[] = [];
    let at = match.index + match[0].length;
    let name: string | undefined = match[1];
    while (name !== undefined) {
      const qualifier = QUALIFIER.exec(text.slice(at, at + 40));
      told.push(qualifier ? `${name}${qualifier[1]}` : name);
      at += qualifier?.[0].length ?? 0;
      const next = NEXT.exec(text.slice(at, at + 90));
      name = next?.[1];
      at += next?.[0].length ?? 0;
    }
    return { at: match.index, told };
  });
}

/** The classes that the addressees are asked to tell, one an entry; ในพื้นที่ is left off. Never throws. */
export function forwardTo(text: string, issuer: string | null): string[] {
  const own = fold(issuer ?? '');
  const told = tellings(text).flatMap((telling) => telling.told);
  return [...new Set(told.filter((name) => fold(name) !== own))].slice(0, MOST_CLASSES);
}

function fold(name: string): string {
  return withoutMarks(name).replace(/\s/g, '');
}
