import type { Evidence } from '../../../schemas/common.js';
import type { Organisation, OrganisationKind } from '../../../schemas/organisations.js';
import type { Gazetteer } from '../gazetteer/gazetteer.js';
import { type DocLine, locatedText, wholeLine } from '../lines.js';
import { type Answer, resolvedAs, unknown } from './answer.js';
import { asksOf } from './ask.js';
import { answerText } from './resolve.js';
import type { Sender } from './sender.js';

/** A list says in its head that it is one; a report or a programme names organisations too. */
const LIST_HEAD = /บัญชี|รายชื่อ|รายนาม/;
const HEAD_LINES = 4;
const NUMBER = /^(?:ลำดับ(?:ที่)?\s?)?[\d๐-๙]{1,4}\s?[.)]?\s+|^[\d๐-๙]{1,4}[.)]/;
/** Not yet measured on lists, so they go to a person. */
const SURE = 0.85;
const SURE_PARTLY = 0.6;
/** A line that is a sentence names nobody. */
const LONGEST = 160;

/**
 * The organisations of the list that travels with a letter, of the class that the addressee's words name where they do (นายกเทศมนตรีตำบล
 * (ตามบัญชีแนบ)). `partial` where numbered lines are not known; `waiting` where no list is there.
 */
export function answerFromAnnex(
  addressee: string,
  lines: readonly DocLine[],
  sender: Sender,
  gazetteer: Gazetteer,
): { answer: Answer; evidence: Evidence[] } {
  const waiting: Answer = { ...unknown('recipient.annex'), state: 'waiting' };
  const from = lines.findIndex((line) => LIST_HEAD.test(line.text));
  if (from < 0 || from >= HEAD_LINES) return { answer: waiting, evidence: [] };
  const kinds = new Set<OrganisationKind>(asksOf(addressee)[0]?.kinds ?? []);
  const found = new Map<string, Organisation>();
  const evidence: Evidence[] = [];
  let known = 0;
  let numberedUnknown = 0;
  for (const line of lines.slice(from + 1)) {
    const text = line.text.replace(NUMBER, '').trim();
    if (text === '' || text.length > LONGEST) continue;
    const row = lineNames(text, sender, gazetteer);
    if (row === null) {
      if (text.length < line.text.length) numberedUnknown++;
      continue;
    }
    known++;
    if ((kinds.size > 0 && !kinds.has(row.kind)) || found.has(row.code)) continue;
    found.set(row.code, row);
    evidence.push(...locatedText([wholeLine(line)]).locate(0, line.text.length));
  }
  if (found.size === 0 || numberedUnknown > known) return { answer: waiting, evidence: [] };
  const answer = resolvedAs([...found.values()], SURE);
  if (numberedUnknown === 0) return { answer, evidence };
  return {
    answer: { ...answer, state: 'partial', reason: 'recipient.annex_unknown_lines', sure: SURE_PARTLY },
    evidence,
  };
}

/** The one organisation a line names: by the whole of it, or by a part from or at one of its words (a row has other columns). */
function lineNames(text: string, sender: Sender, gazetteer: Gazetteer): Organisation | null {
  const words = text.split(' ').slice(0, 12);
  const parts = [text, ...words.slice(1).map((_, n) => words.slice(n + 1).join(' ')), ...words];
  for (const part of parts) {
    if (asksOf(part).length === 0 && part !== text) continue;
    const { state, organisations, sure } = answerText(part, sender, gazetteer);
    if (state === 'resolved' && organisations.length === 1 && sure >= SURE) return organisations[0]!;
  }
  return null;
}
