import type { OrganisationRef, Resolution } from '../../../schemas/organisations.js';
import type { Letter, Recipient } from '../../../schemas/record.js';
import type { Gazetteer } from '../gazetteer/gazetteer.js';
import type { DocLine } from '../lines.js';
import { answerFromAnnex } from './annex.js';
import { resolutionOf, resolveRecipient } from './resolve.js';
import { type Sender, senderOf } from './sender.js';

/**
 * The letters of a file with their addressees resolved. `annexes` gives the lines of what travels with each letter, by its place in the
 * file (`annexLines`); it is asked only where an addressee waits for a list.
 */
export function resolveLetters(
  letters: readonly Letter[],
  gazetteer: Gazetteer,
  annexes: () => readonly (readonly DocLine[])[],
): Letter[] {
  let read: readonly (readonly DocLine[])[] | null = null;
  const annexOf = (ordinal: number) => {
    read ??= annexes();
    return read[ordinal] ?? [];
  };
  return letters.map((letter, ordinal) => {
    if (letter.recipients.length === 0) return letter;
    const sender = senderOf(letter, gazetteer);
    const recipients = letter.recipients.map((recipient) =>
      resolved(recipient, sender, gazetteer, () => annexOf(ordinal)),
    );
    return { ...letter, recipients };
  });
}

/** The reason of an addressee whose organisation a person chose among several of its name. */
export const CHOSEN = 'recipient.chosen';

/** The organisation that a person chose for an addressee. */
export const chosenOrganisation = ({ code, name }: OrganisationRef): Resolution => ({
  state: 'resolved',
  organisations: [{ code, name }],
  except: [],
  reason: { code: CHOSEN, message: 'ผู้ตรวจเลือกหน่วยงานนี้' },
  confidence: 1,
});

function resolved(
  recipient: Recipient,
  sender: Sender,
  gazetteer: Gazetteer,
  annex: () => readonly DocLine[],
): Recipient {
  if (recipient.resolved?.reason?.code === CHOSEN) return recipient;
  const direct = resolveRecipient(recipient, sender, gazetteer);
  if (direct.state !== 'waiting') return { ...recipient, resolved: direct };
  const { answer, evidence } = answerFromAnnex(recipient.text, annex(), sender, gazetteer);
  const listed = resolutionOf(answer, recipient.confidence);
  return { ...recipient, resolved: evidence.length > 0 ? { ...listed, evidence } : listed };
}
