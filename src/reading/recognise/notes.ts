import type { Region } from '../../../schemas/page.js';
import { secrecyOf, speedOf } from '../../domain/class-lines.js';
import { dateLineOf, isPosition, isRank, referenceLineOf } from '../../domain/line-kinds.js';
import { besideSignature, NOTE, noteRegion, SIGNER } from '../signature-side.js';
import { askewGroups } from './askew.js';
import type { ReadLine } from './read-lines.js';

/** Lines read better than this that lie askew and say nothing of a note may be a rubber-stamped name: they are print. */
const LEGIBLE = 0.9;

/** What a receive stamp holds beside the office and number (สารบรรณ แบบที่ 12): a time, and a day with its month cut short. */
const STAMPED = [/เวลา\s?[\d๐-๙]{1,2}[.:][\d๐-๙]{2}/, /[\d๐-๙]\s?[ก-ฮ][ิี]?\.\s?[คยพ]\./];

/** Parts the lines of a page into print and what was written onto it; the notes by the signature are one region. */
export function partNotes(read: ReadLine[]): { print: ReadLine[]; notes: Region[] } {
  const beside = besideSignature(read.map((r) => r.line));
  const sure = read.filter((r) => beside(r.line) || (r.coloured && NOTE.test(r.line.text)));
  const groups = askewGroups(read).filter(isWriting);
  // A note of several lines may be known by one of them.
  const joined = groups.filter((group) => group.some((r) => sure.includes(r)));
  const notes = [...new Set([...sure, ...joined.flat()])];
  const others = groups.filter((group) => !joined.includes(group));
  const apart = [...(notes.length ? [notes] : []), ...others];
  const print = read.filter((r) => !apart.some((group) => group.includes(r)));
  const regions = apart.map((group): Region => {
    const region = noteRegion(group.map((r) => r.line));
    return isReceiveStamp(group) ? { ...region, kind: 'stamp' } : region;
  });
  return { print, notes: regions };
}

const isReceiveStamp = (group: ReadLine[]) => STAMPED.every((row) => group.some((r) => row.test(r.line.text)));

/** Rubber stamps that belong to the letter: the signer's name, rank and position, speed and secrecy. */
const isStampedPrint = (text: string) =>
  SIGNER.test(text) || isPosition(text) || isRank(text) || speedOf(text) !== null || secrecyOf(text) !== null;

/** Whether lines that lie askew are writing and not print of the letter: by what they say, by their ink, or since they read badly. */
function isWriting(group: ReadLine[]): boolean {
  const texts = group.map((r) => r.line.text);
  // So does a day, and a number, alone.
  if (texts.some(isStampedPrint) || texts.every((text) => dateLineOf(text) || referenceLineOf(text))) return false;
  if (isReceiveStamp(group)) return true;
  const letters = group.reduce((sum, r) => sum + r.line.text.length, 0);
  const legible = group.reduce((sum, r) => sum + r.line.confidence * r.line.text.length, 0) / letters;
  return legible < LEGIBLE || group.every((r) => r.coloured) || texts.some((text) => NOTE.test(text));
}
