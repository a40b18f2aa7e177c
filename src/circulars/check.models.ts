import { type CheckedField, type CitationCheck, checkedFields, type Doubt } from '../../schemas/check.js';
import type { Evidence } from '../../schemas/common.js';
import type { Letter } from '../../schemas/record.js';
import { leftUnasked, RATHER_SURE } from '../domain/asked.js';
import { DIFFERENCE_LABEL, SENDER_OTHERWISE, SURE } from '../domain/labels.js';
import { shownValue } from './choices.models.js';
import type { Otherwise } from './otherwise.models.js';

/** How sure a field is; of a list that has no confidence of its own its weakest item's. Null where nothing was found. */
export function confidenceOf(letter: Letter, field: CheckedField): number | null {
  const own = letter.confidence[field];
  if (own !== undefined) return own;
  const value = letter[field];
  if (!Array.isArray(value) || value.length === 0) return null;
  return Math.min(...value.map((item) => (item as { confidence?: number }).confidence ?? 1));
}

/** Where a field was read; of a list where its items were. */
export function evidenceOf(letter: Letter, field: CheckedField): Evidence[] {
  const own = letter.evidence[field];
  if (own && own.length > 0) return own;
  const value = letter[field];
  return Array.isArray(value) ? value.flatMap((item) => (item as { evidence?: Evidence[] }).evidence ?? []) : [];
}

/** In words, since a bare number tells a clerk nothing. */
function doubtText(confidence: number): string {
  if (confidence < 0.5) return 'อ่านไม่ชัด โปรดเทียบกับต้นฉบับ';
  return confidence < RATHER_SURE ? 'ไม่แน่ใจ โปรดเทียบกับต้นฉบับ' : 'ค่อนข้างแน่ใจ แต่ควรดูอีกครั้ง';
}

const isDoubtful = (confidence: number | null | undefined) => confidence != null && confidence < SURE;

/** Why a field goes to a person; where one has set it, only what its sender says otherwise. Of a list the items are named. */
export function doubtsOf(
  letter: Letter,
  field: CheckedField,
  otherwise: readonly Otherwise[],
  citations: readonly CitationCheck[],
): Doubt[] {
  const confidence = confidenceOf(letter, field);
  const warnings = letter.warnings
    .filter((warning) => warning.field === field)
    .map(({ code, message }): Doubt => ({ code, message, item: null }));
  // What the sender says otherwise came after the person.
  if (confidence === 1 && letter.confidence[field] === 1)
    return warnings.filter(({ code }) => code.endsWith(SENDER_OTHERWISE));
  const differing = otherwise
    .filter((one) => one.field === field)
    .map((one): Doubt => ({ code: 'differs', message: otherwiseText(one), item: one.item }));
  const asked = citations
    .filter(({ place, candidates, chosen }) => place === field && candidates.length > 0 && !chosen)
    .map(({ item }): Doubt => ({ code: 'ask', message: 'อาจหมายถึงหนังสือได้หลายฉบับ โปรดเลือก', item }));
  const told = [...warnings, ...differing, ...asked, ...itemDoubts(letter, field, confidence)];
  if (told.length > 0 || !isDoubtful(confidence) || leftUnasked(letter, field)) return told;
  return [{ code: 'unsure', message: doubtText(confidence!), item: null }];
}

/** Of a letter that only mentions another, and of one that is cited in full, nothing is asked beside what settles the number. */
const UNASKED_ITEMS: ReadonlySet<CheckedField> = new Set(['mentions']);

function itemDoubts(letter: Letter, field: CheckedField, confidence: number | null): Doubt[] {
  const value = letter[field];
  if (!Array.isArray(value) || UNASKED_ITEMS.has(field)) return [];
  const named = field === 'recipients' ? letter.recipients : [];
  const several = named.flatMap(({ resolved }, item): Doubt[] =>
    resolved?.state === 'unknown' && (resolved.candidates?.length ?? 0) > 1
      ? [{ code: 'recipient.several', message: `${resolved.reason?.message ?? 'มีหลายหน่วยงานชื่อนี้'} โปรดเลือก`, item }]
      : [],
  );
  if (!isDoubtful(confidence)) return several;
  const unsure = value.flatMap((one, item): Doubt[] => {
    const own = (one as { confidence?: number }).confidence;
    return isDoubtful(own) ? [{ code: 'unsure', message: doubtText(own!), item }] : [];
  });
  return [...several, ...unsure];
}

function otherwiseText({ item, about, here, there, other }: Otherwise): string {
  const who = other.issuer ?? 'หนังสืออีกฉบับ';
  const said = `${DIFFERENCE_LABEL[about]} ${shownValue(about, there)}`;
  const own = shownValue(about, here);
  return item === null
    ? `${who} อ้างถึงว่า ${said} แต่หนังสือฉบับนี้เป็น ${own}`
    : `อ้างถึง ${DIFFERENCE_LABEL[about]} ${own} แต่หนังสือของ ${who} เป็น ${shownValue(about, there)}`;
}

/** The fields of a letter that go to a person, in the order of the form. */
export const doubtfulFields = (
  letter: Letter,
  otherwise: readonly Otherwise[],
  citations: readonly CitationCheck[],
): CheckedField[] => checkedFields.filter((field) => doubtsOf(letter, field, otherwise, citations).length > 0);
