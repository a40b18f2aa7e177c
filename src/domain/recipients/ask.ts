import type { OrganisationKind } from '../../../schemas/organisations.js';
import { loose, looseAny } from '../loose.js';
import { toArabicDigits } from '../numerals.js';
import { FURTHER_CLASSES, RECIPIENT_TITLES } from '../tables/recipient-titles.js';
import { normalForm } from '../text.js';

/** (ตามบัญชีแนบ), (รายชื่อดังแนบ), ตามรายชื่อแนบท้าย: those of a list that travels with the letter. */
export const ANNEX = /(?:ตาม|ดัง)(?:บัญชี|ราย(?:ชื่อ|การ)|ที่)?\S{0,12}แนบ|ตาม(?:บัญชี|รายชื่อ)\S{0,12}ท้าย/;

/** What an addressee asks for, before any organisation is looked up. */
export interface Ask {
  kinds: readonly OrganisationKind[];
  /** The code of the one organisation that the title alone names. */
  code: string | null;
  /** ทุก…, ทั้ง N …: a class by its words, not by a bare title. */
  every: boolean;
  /** How many the letter says they are. */
  count: number | null;
  /** What stands for names behind the title. */
  names: string;
  /** The place that bounds the class or tells the name from others, by its printed name. */
  province: string | null;
  district: string | null;
  ministry: string | null;
  /** ในจังหวัด, ในพื้นที่อำเภอ without a name: the sender's own. */
  own: 'province' | 'district' | null;
  except: string;
  /** Words in brackets that were not understood. */
  doubt: boolean;
}

const TITLES = RECIPIENT_TITLES.flatMap((title) =>
  title.words.map((word) => ({
    title,
    length: word.length,
    pattern: new RegExp(`^${loose(word)}${title.unless ? `(?!${title.unless})` : ''}\\s{0,3}`),
  })),
).sort((a, b) => b.length - a.length);

const UNIT =
  '(?:จังหวัด|อำเภอ|สำนักงานเขต|เขต|แห่ง|กรม|กระทรวง|คน|ท่าน|อบต\\.?|อบจ\\.?|อปท\\.?|เทศบาล(?:ตำบล|เมือง|นคร)?|องค์การ\\S{0,30})';
const EVERY = new RegExp(
  `${loose('ทุก')}\\s?${UNIT}|ทั้งหมด|(?:ทั้ง(?:สิ้น)?|จำนวน|^)\\s?([0-9๐-๙]{1,4})\\s?${UNIT}|ทั้งจังหวัด|ทั้งอำเภอ|ทั่วประเทศ`,
  'g',
);
/** เว้น by itself keeps its marks: without them it is the เวิน of เวินพระบาท. */
const EXCEPT = new RegExp(
  `[(,]?\\s{0,3}(?:${looseAny(['ยกเว้น', 'เว้นแต่', 'ไม่รวมถึง', 'ไม่รวม'])}|(?<![ก-๙])เว้น)(?:แต่)?\\s{0,3}([^()]*)\\)?\\s{0,3}$`,
);
/** How words in brackets bound the class before them; those behind the first name its members. */
const BOUND = new RegExp(`^\\s?(?:(${loose('เฉพาะ')})|${looseAny(['นอกจาก', 'ที่เกี่ยวข้อง', 'ที่มี', 'ที่ได้', 'ที่ยัง'])})`);
const WITHIN = '(?:(?:ภาย)?ใน|ของ)?\\s?(?:เขต)?\\s?(?:พื้นที่|ท้องที่)?\\s?';
const PROVINCE = new RegExp(`${WITHIN}(?:จังหวัด|จ\\.)\\s?([ก-๙]{2,40})$`);
const DISTRICT = new RegExp(`${WITHIN}(?:อำเภอ|(?<![ก-๙])อ\\.)\\s?([ก-๙]{2,40})$`);
const MINISTRY = /(?:ใน)?\s?สังกัด\s?(กระทรวง.{2,80}|สำนักนายกรัฐมนตรี)$/;
const OWN_WORDS = '(?:เขต|พื้นที่|ท้องที่|สังกัด|ความรับผิดชอบ|กำกับดูแล|รับผิดชอบ)';
const OWN = new RegExp(`(?:^|\\s)(?:(?:ภาย)?ใน|ของ)(?:${OWN_WORDS}{1,3}(จังหวัด|อำเภอ)?|(จังหวัด|อำเภอ))$`);

/** Kinds that lie in a province, and so may have its name behind theirs. */
const IN_PROVINCE = new Set<OrganisationKind>([
  'district',
  'district-office',
  'city-municipality',
  'town-municipality',
  'subdistrict-municipality',
  'sao',
]);
const IN_DISTRICT = new Set<OrganisationKind>([
  'city-municipality',
  'town-municipality',
  'subdistrict-municipality',
  'sao',
]);

/** The readings of an addressee, the longest title first; none where it begins with no title of the table. */
export function asksOf(printed: string): Ask[] {
  const text = normalForm(printed).replace(/\s+/g, ' ').trim();
  const without = EXCEPT.exec(text);
  const except = without?.[1]?.trim() ?? '';
  let doubt = false;
  const plain = (without ? text.slice(0, without.index) : text).replace(/\(([^()]*)\)/g, (_, inside: string) => {
    if (new RegExp(`^${WITHIN}(?:จังหวัด|อำเภอ)`).test(inside)) return ` ${inside}`;
    doubt ||= !ANNEX.test(inside);
    // What bounds a class keeps its words, so that it is not taken for the whole: (เฉพาะอำเภอลอง), (ที่มีเขตติดทะเล).
    const bound = BOUND.exec(inside);
    if (bound) return ` ${bound[1] ? inside.slice(bound[0].length) : inside}`;
    return ' ';
  });
  return TITLES.flatMap(({ title, pattern }) => {
    const head = pattern.exec(plain.trim());
    if (!head) return [];
    const ask = { ...bounded(plain.trim().slice(head[0].length), title.kinds), code: title.code ?? null };
    return [{ ...ask, except, doubt }];
  });
}

function bounded(tail: string, first: readonly OrganisationKind[]): Omit<Ask, 'code' | 'except' | 'doubt'> {
  const { kinds, rest } = furtherClasses(tail, first);
  let every = false;
  let count: number | null = null;
  let names = rest.replace(EVERY, (_, number?: string) => {
    every = true;
    if (number !== undefined) count = Number(toArabicDigits(number));
    return ' ';
  });
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(names.trim());
    if (!found) return null;
    names = names.trim().slice(0, found.index);
    return (found[1] ?? found[2] ?? '').trim();
  };
  const ministry = kinds.some((kind) => kind === 'department') ? take(MINISTRY) : null;
  const province = kinds.some((kind) => IN_PROVINCE.has(kind)) ? take(PROVINCE) : null;
  const district = kinds.some((kind) => IN_DISTRICT.has(kind)) ? take(DISTRICT) : null;
  const own = province === null && district === null ? take(OWN) : null;
  return {
    kinds,
    every,
    count,
    names: names.replace(/\s+/g, ' ').trim(),
    province,
    district,
    ministry,
    own: own === 'จังหวัด' ? 'province' : own === 'อำเภอ' ? 'district' : null,
  };
}

const FURTHER = new RegExp(
  `^\\s{0,3}(?:/|,|และ|หรือ)\\s{0,3}(?:นายก)?\\s?(?:เทศมนตรี|เทศบาล(?=นคร|เมือง|ตำบล))?(${Object.keys(FURTHER_CLASSES).join('|')})\\.?(?=[\\s/,]|และ|ทุก|ทั้ง|ใน|$)`,
);

function furtherClasses(tail: string, first: readonly OrganisationKind[]) {
  const kinds = [...first];
  let rest = tail;
  for (let more = FURTHER.exec(rest); more; more = FURTHER.exec(rest)) {
    kinds.push(...FURTHER_CLASSES[more[1]!]!.filter((kind) => !kinds.includes(kind)));
    rest = rest.slice(more[0].length);
  }
  return { kinds, rest };
}
