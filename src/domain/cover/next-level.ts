import type { Organisation, OrganisationKind } from '../../../schemas/organisations.js';
import type { DraftRecipient } from '../../../schemas/sending.js';
import type { Gazetteer } from '../gazetteer/gazetteer.js';

/** The level below an office: whom it sends a letter on to, and how they are called in its text. */
export interface NextLevel {
  recipients: DraftRecipient[];
  /** อำเภอ, องค์กรปกครองส่วนท้องถิ่น: in a sentence. */
  called: string;
  /** Classes of which the gazetteer has no list. */
  unlisted: string[];
}

/**
 * A class of addressees. `each`: by name, since there are few; otherwise all by the words of the class. `told`: only where the letter is to be told
 * to such bodies.
 */
interface Step {
  kinds: readonly OrganisationKind[];
  called: string;
  words: string;
  each?: boolean;
  told?: RegExp;
}

const LOCAL_BODIES = /องค์กรปกครองส่วนท้องถิ่น|อปท|อบจ|เทศบาล|องค์การบริหารส่วน/;
const LOCALS_CALLED = 'องค์กรปกครองส่วนท้องถิ่น';

const PROVINCES: Step[] = [{ kinds: ['province'], called: 'จังหวัด', words: 'ผู้ว่าราชการจังหวัด ทุกจังหวัด' }];
/** Provinces write to the districts, and themselves to the local bodies that no district stands above (อบจ., เทศบาลนคร, เทศบาลเมือง). */
const OF_PROVINCE: Step[] = [
  { kinds: ['district'], called: 'อำเภอ', words: 'นายอำเภอ ทุกอำเภอ' },
  { kinds: ['pao'], called: LOCALS_CALLED, words: 'นายกองค์การบริหารส่วนจังหวัด', each: true, told: LOCAL_BODIES },
  {
    kinds: ['city-municipality', 'town-municipality'],
    called: LOCALS_CALLED,
    words: 'นายกเทศมนตรีนครและเมือง ทุกแห่ง',
    each: true,
    told: LOCAL_BODIES,
  },
];
const OF_DISTRICT: Step[] = [
  { kinds: ['subdistrict-municipality'], called: LOCALS_CALLED, words: 'นายกเทศมนตรีตำบล ทุกแห่ง' },
  { kinds: ['sao'], called: LOCALS_CALLED, words: 'นายกองค์การบริหารส่วนตำบล ทุกแห่ง' },
];

const BELOW: Partial<Record<OrganisationKind, Step[]>> = {
  ministry: PROVINCES,
  department: PROVINCES,
  province: OF_PROVINCE,
  'province-office': OF_PROVINCE,
  district: OF_DISTRICT,
  'district-office': OF_DISTRICT,
};

/** How the head of a local body is called: นายกเทศมนตรีเมืองแพร่, นายกองค์การบริหารส่วนจังหวัดแพร่. */
export const headOfLocal = (name: string): string => `นายก${name.replace(/^เทศบาล/, 'เทศมนตรี')}`;

/** Where an office's letters go next, by the gazetteer; `told`: the bodies that the letter asks to be told (`relay.forward_to`). */
export function nextLevel(
  office: Organisation,
  input: { told: readonly string[]; units: readonly string[]; on: string },
  gazetteer: Gazetteer,
): NextLevel {
  const steps = BELOW[office.kind];
  if (!steps) {
    const recipients = input.units.map((text): DraftRecipient => ({ text, organisations: [] }));
    return { recipients, called: 'หน่วยงานในสังกัด', unlisted: [] };
  }
  const told = input.told.join(' ');
  const taken = steps.filter((step) => !step.told || step.told.test(told));
  const unlisted: string[] = [];
  const recipients = taken.flatMap((step): DraftRecipient[] => {
    const found = gazetteer.of(step.kinds, { area: areaOf(office, step, gazetteer), on: input.on });
    const refs = found.map(({ code, name }) => ({ code, name }));
    if (refs.length === 0) {
      // Municipalities are known of imported provinces alone; that a district has none can be so.
      if (!listed(office, gazetteer) && step.kinds[0] !== 'district') unlisted.push(step.words);
      return step.each || listed(office, gazetteer) ? [] : [{ text: step.words, organisations: [] }];
    }
    if (!step.each) return [{ text: step.words, organisations: refs }];
    return refs.map((ref) => ({ text: headOfLocal(ref.name), organisations: [ref] }));
  });
  return { recipients, called: [...new Set(taken.map(({ called }) => called))].join('และ'), unlisted };
}

function areaOf(office: Organisation, { kinds }: Step, gazetteer: Gazetteer): string | null {
  if (kinds.includes('province')) return null;
  if (office.level === 'district') return gazetteer.districtOf(office)?.code ?? office.parent ?? office.code;
  return gazetteer.provinceOf(office)?.code ?? office.code;
}

const listed = (office: Organisation, gazetteer: Gazetteer): boolean => {
  const province = gazetteer.provinceOf(office);
  return province !== null && gazetteer.isListed(province.code);
};

/** An organisation as it signs letters: offices of the department in a province write for the province (ศาลากลางจังหวัด…), and so in districts. */
export function writerOf(office: Organisation): { name: string; seat: string } {
  const { name, kind } = office;
  const place = name.replace(/^สำนักงานส่งเสริมการปกครองท้องถิ่น/, '');
  if (kind === 'province' || kind === 'province-office') return { name: place, seat: `ศาลากลาง${place}` };
  if (kind === 'district' || kind === 'district-office') return { name: place, seat: `ที่ว่าการ${place}` };
  if (kind === 'sao') return { name, seat: `ที่ทำการ${name}` };
  return { name, seat: office.level === 'local' ? `สำนักงาน${name}` : name };
}
