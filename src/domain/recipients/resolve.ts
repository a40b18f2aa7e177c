import type { Organisation, OrganisationRef, Resolution } from '../../../schemas/organisations.js';
import type { Recipient } from '../../../schemas/record.js';
import { rounded } from '../confidence.js';
import type { Gazetteer } from '../gazetteer/gazetteer.js';
import { looseAny } from '../loose.js';
import { UNLISTED_WORDS } from '../tables/recipient-titles.js';
import { type Answer, resolvedAs, unknown } from './answer.js';
import { ANNEX, type Ask, asksOf } from './ask.js';
import { centralBody } from './central.js';
import { classOf } from './classes.js';
import { exceptionsIn, namesOf } from './names.js';
import { reasonOf } from './reasons.js';
import type { Sender } from './sender.js';

const UNLISTED = new RegExp(looseAny(UNLISTED_WORDS));

/**
 * The organisations that an addressee stands for in a letter of `sender`. Nothing is picked in silence: where several bear the name, or
 * the list of a class is not there, the answer says so. Pure and total.
 */
export function resolveRecipient(recipient: Recipient, sender: Sender, gazetteer: Gazetteer): Resolution {
  const answer = waitsForAnnex(recipient)
    ? ({ ...unknown('recipient.annex'), state: 'waiting' } as const)
    : answerText(recipient.text, sender, gazetteer);
  return resolutionOf(answer, recipient.confidence);
}

/** Whether its organisations stand in a list that travels with the letter. */
export function waitsForAnnex({ scope, text }: Pick<Recipient, 'scope' | 'text'>): boolean {
  return scope === 'annex' || ANNEX.test(text);
}

/** What the words of an addressee, or of a line of a list, stand for. */
export function answerText(text: string, sender: Sender, gazetteer: Gazetteer): Answer {
  if (text.length > LONGEST) return unknown('recipient.not_listed');
  let first: Answer | null = null;
  for (const ask of asksOf(text)) {
    const answer = answerAsk(ask, sender, gazetteer);
    // นายกเทศมนตรีนครพนม: where the longer title (…นคร) leaves no known name, the shorter one is tried.
    if (answer.state === 'resolved' || (answer.state === 'partial' && first === null)) {
      return first === null ? answer : { ...answer, sure: Math.min(answer.sure, SECOND_READING) };
    }
    first ??= answer;
  }
  const body = centralBody(text, sender, gazetteer);
  if (body) return body;
  return first ?? unknown(UNLISTED.test(text) ? 'recipient.class_unlisted' : 'recipient.not_listed');
}

/** All provinces by name take 900 letters; what is much longer is no addressee, and is not read in part. */
const LONGEST = 4000;
/** An addressee read by a title that is not the longest that fits. */
const SECOND_READING = 0.85;
/** Words in brackets that say something which is not understood. */
const DOUBT = 0.85;
/** An exception that no organisation is known for: one too many is listed. */
const LACKING = 0.5;

function answerAsk(ask: Ask, sender: Sender, gazetteer: Gazetteer): Answer {
  const whole = wholeAnswer(ask, sender, gazetteer);
  const answer = ask.doubt ? { ...whole, sure: Math.min(whole.sure, DOUBT) } : whole;
  if (ask.except === '' || (answer.state !== 'resolved' && answer.state !== 'partial')) return answer;
  const { except, missing } = exceptionsIn(ask.except, ask.kinds, answer.organisations, gazetteer);
  const left = { ...answer, organisations: answer.organisations.filter((row) => !except.includes(row)), except };
  if (!missing) return left;
  return { ...left, state: 'partial', reason: 'recipient.exception_unknown', sure: LACKING };
}

function wholeAnswer(ask: Ask, sender: Sender, gazetteer: Gazetteer): Answer {
  if (ask.code !== null) {
    const row = gazetteer.get(ask.code);
    if (row && ask.names === '') return resolvedAs([row], 1);
    return unknown('recipient.not_listed');
  }
  return ask.names === '' ? classOf(ask, sender, gazetteer) : namesOf(ask, sender, gazetteer);
}

const refOf = ({ code, name }: Organisation): OrganisationRef => ({ code, name });

/** The answer as it is recorded; `confidence` is that of the words. */
export function resolutionOf(answer: Answer, confidence: number): Resolution {
  return {
    state: answer.state,
    organisations: answer.organisations.map(refOf),
    except: answer.except.map(refOf),
    ...(answer.candidates && answer.candidates.length > 0 && { candidates: answer.candidates.map(refOf) }),
    ...(answer.reason && { reason: reasonOf(answer.reason) }),
    confidence: rounded(confidence * answer.sure),
  };
}
