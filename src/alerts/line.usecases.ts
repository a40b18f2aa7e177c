import { createHash, randomInt } from 'node:crypto';
import {
  LINE_CODE_LENGTH,
  LINE_CODE_LETTERS,
  type LineAnswer,
  type LineCodeAnswer,
  type LineEvent,
  lineEvent,
  lineEvents,
} from '../../schemas/line.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { type Actor, auditName } from '../people/actor.js';
import type { LineChannel } from '../ports.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import {
  belongs,
  findLineUser,
  lastLinkedAt,
  lockCode,
  lockPlacesOf,
  type Place,
  putLineUser,
  replaceCode,
  useCode,
} from './line.repo.js';

/** A person's LINE: linked by a code that they send to the LINE account of this wian, unlinked by them here or by blocking the account there. */

/** `line`: null where this wian has no LINE account. */
export type LineDeps = Pick<Deps, 'db' | 'clock'> & { line: LineChannel | null };

const CODE_MS = 10 * 60_000;
const CODE = new RegExp(`^[${LINE_CODE_LETTERS}]{${LINE_CODE_LENGTH}}$`);

const hashOf = (code: string): string => createHash('sha256').update(`line ${code}`).digest('base64url');
/** In groups of four, as it is read off a screen. */
const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
/** The code that a message is; null for any other message. */
export function codeIn(text: string): string | null {
  const code = text.replace(/[\s\-\u00ad\u200b-\u200d\u2010-\u2015\u2060\ufeff]/gu, '').toUpperCase();
  return CODE.test(code) ? code : null;
}

function placeOf(actor: Actor): Place {
  if (actor.kind !== 'person') throw new WianError('request.invalid', 'a person');
  return { person: actor.id, organisation: actor.organisation };
}

/** Whether the caller's LINE is linked for the organisation that they act for, and to which account to link it. */
export async function showLine(deps: LineDeps, input: { actor: Actor }): Promise<LineAnswer> {
  const place = placeOf(input.actor);
  const linked = (await findLineUser(deps.db, place)) !== null;
  const linkedAt = linked ? await lastLinkedAt(deps.db, place) : null;
  const account = (await deps.line?.account()) ?? null;
  return { available: deps.line !== null, account, linked, linkedAt: linkedAt?.toISOString() ?? null };
}

/** Makes the code by which the caller links their LINE; one before it works no more. Rejects with `line.none` where this wian has no LINE account. */
export async function createLineCode(deps: LineDeps, input: { actor: Actor }): Promise<LineCodeAnswer> {
  const place = placeOf(input.actor);
  if (!deps.line) throw new WianError('line.none');
  const code = Array.from({ length: LINE_CODE_LENGTH }, () => LINE_CODE_LETTERS[randomInt(LINE_CODE_LETTERS.length)]);
  const text = code.join('');
  const expiresAt = new Date(deps.clock.now().getTime() + CODE_MS);
  await deps.db.transaction((tx) => replaceCode(tx, { ...place, codeHash: hashOf(text), expiresAt }));
  const account = await deps.line.account();
  return {
    code: grouped(text),
    expiresAt: expiresAt.toISOString(),
    account,
    // "Use LINE features with the LINE URL scheme": opens the chat with a text written already.
    open: account && `https://line.me/R/oaMessage/${encodeURIComponent(account.basicId)}/?${grouped(text)}`,
  };
}

/** Unlinks the caller's LINE; nothing happens where none is linked. */
export async function unlinkLine(deps: LineDeps, input: { actor: Actor }): Promise<LineAnswer> {
  const place = placeOf(input.actor);
  await deps.db.transaction(async (tx) => {
    if ((await findLineUser(tx, place)) === null) return;
    await unlink(deps, tx, place, auditName(input.actor));
  });
  return showLine(deps, input);
}

/** The log tells that a LINE is linked, not which: that is the person's own. */
async function unlink({ clock }: LineDeps, tx: Database, place: Place, actor: string): Promise<void> {
  await putLineUser(tx, place, null);
  const detail = { ...place, before: true, after: false };
  await appendAudit(tx, { at: clock.now(), actor, action: 'line.unlinked', receipt: null, detail });
}

/** What is said to who wrote. */
export interface LineReply {
  replyToken: string;
  text: string;
}

/**
 * Takes what LINE tells of its account: links who sent a code that works, and unlinks who blocked the account. Told again, an event does nothing more than once, however late: a code is
 * used once, and a block that is older than the link does not undo it. Resolves to the answers, to be given once all of it is stored. Rejects with `record.not_found` where this
 * wian has no LINE account, `request.forbidden` where LINE did not sign it, `request.invalid` where it is no such message.
 */
export async function takeLineEvents(
  deps: LineDeps,
  input: { body: Uint8Array; signature: string | undefined },
): Promise<LineReply[]> {
  if (!deps.line) throw new WianError('record.not_found');
  if (!input.signature || !deps.line.signed(input.body, input.signature)) throw new WianError('request.forbidden');
  const parsed = lineEvents.safeParse(jsonOf(input.body));
  if (!parsed.success) throw new WianError('request.invalid', 'events');
  const replies: LineReply[] = [];
  for (const one of parsed.data.events) {
    const event = lineEvent.safeParse(one).data;
    const text = event ? await takeEvent(deps, event) : null;
    if (text !== null && event?.replyToken) replies.push({ replyToken: event.replyToken, text });
  }
  return replies;
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}

/** Does what an event asks for; resolves to what is answered, null for nothing. Groups are none of ours: what is told there many read. */
async function takeEvent(deps: LineDeps, event: LineEvent): Promise<string | null> {
  const lineUser = event.source?.type === 'user' ? event.source.userId : undefined;
  if (!lineUser || event.mode === 'standby') return null;
  if (event.type === 'unfollow') await unfollowed(deps, lineUser, new Date(event.timestamp));
  if (event.type === 'follow') return ANSWERS.welcome;
  const code = event.type === 'message' && event.message?.type === 'text' ? codeIn(event.message.text ?? '') : null;
  return code === null ? null : ANSWERS[await linkBy(deps, code, lineUser)];
}

/** Nothing of the person or the organisation: the phone may be in other hands. */
const ANSWERS = {
  welcome: 'ระบบเวียน: หากต้องการรับแจ้งกำหนดหนังสือทาง LINE ให้ขอรหัสที่หน้าตั้งค่าการแจ้งเตือนในระบบ แล้วส่งรหัสนั้นมาที่นี่',
  linked: 'เชื่อม LINE กับระบบเวียนแล้ว ท่านเลือกรับแจ้งกำหนดทาง LINE ได้ที่หน้าตั้งค่าการแจ้งเตือน',
  refused: 'รหัสนี้ใช้ไม่ได้ อาจใช้ไปแล้วหรือหมดอายุ (10 นาที) โปรดขอรหัสใหม่ที่หน้าตั้งค่าการแจ้งเตือน',
} as const;

function linkBy(deps: LineDeps, code: string, lineUser: string): Promise<'linked' | 'refused'> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const link = await lockCode(tx, hashOf(code));
    if (!link) return 'refused';
    // LINE tells an event again where our answer did not reach it.
    if (link.usedAt) return (await findLineUser(tx, link)) === lineUser ? 'linked' : 'refused';
    if (link.expiresAt <= now || !(await belongs(tx, link))) return 'refused';
    await useCode(tx, link.codeHash, now);
    const before = await findLineUser(tx, link);
    await putLineUser(tx, link, lineUser);
    const { person, organisation } = link;
    const detail = { person, organisation, before: before !== null, after: true };
    await appendAudit(tx, { at: now, actor: `person:${person}`, action: 'line.linked', receipt: null, detail });
    return 'linked';
  });
}

async function unfollowed(deps: LineDeps, lineUser: string, at: Date): Promise<void> {
  await deps.db.transaction(async (tx) => {
    for (const place of await lockPlacesOf(tx, lineUser)) {
      const linkedAt = await lastLinkedAt(tx, place);
      if (linkedAt === null || linkedAt <= at) await unlink(deps, tx, place, `person:${place.person}`);
    }
  });
}
