import type { Organisation, OrganisationKind } from '../../../schemas/organisations.js';
import type { Gazetteer, Likeness } from '../gazetteer/gazetteer.js';
import { BANGKOK, PROVINCE_PLACES } from '../tables/districts.js';
import { LISTED_LOCALS } from '../tables/kinds.js';
import { type Answer, dayOf, resolvedAs, unknown } from './answer.js';
import type { Ask } from './ask.js';
import { placeOf } from './classes.js';
import type { ReasonCode } from './reasons.js';
import type { Sender } from './sender.js';

/** How sure a name is that was met so, within the place it must lie in. */
const SURE: Readonly<Record<Likeness, number>> = { exact: 0.98, loose: 0.85, edit: 0.7 };
/** A name of the whole country where the sender's province has none. */
const ELSEWHERE = 0.85;

const listed = new Set<OrganisationKind>(LISTED_LOCALS);
/** Words that bound a class by a condition: no name begins so. */
const CONDITION = /^(?:ที่(?!ว่าการ)|ซึ่ง|กลุ่ม|ภาค|บาง(?:แห่ง|จังหวัด|อำเภอ)|ใน(?!เวียง|เมือง|เตา|คลอง)|นำร่อง|เป้าหมาย)/;

/** The organisations named behind a title, which several may share: นายอำเภอเมืองแพร่ ลอง และสูงเม่น. */
export function namesOf(ask: Ask, sender: Sender, gazetteer: Gazetteer): Answer {
  const place = placeOf(ask, sender, gazetteer);
  if (place === 'unknown') return unknown('recipient.area_unknown');
  const conditional = CONDITION.test(ask.names) || ask.every;
  const whole = oneNamed(ask.names, ask.kinds, place, sender, gazetteer);
  const several = whole.found ? [] : tokensOf(ask.names, ask.kinds, gazetteer);
  if (whole.found || several.length <= 1) {
    if (whole.found) return resolvedAs([whole.found], whole.sure);
    return unknown(conditional ? 'recipient.condition' : whole.reason, whole.candidates);
  }
  const each = several.map((name) => oneNamed(name, ask.kinds, place, sender, gazetteer));
  const found = [...new Set(each.flatMap((one) => one.found ?? []))];
  const sure = Math.min(...each.map((one) => one.sure));
  if (each.every((one) => one.found)) return resolvedAs(found, sure);
  const lacking = each.find((one) => !one.found)!;
  if (found.length === 0) return unknown(conditional ? 'recipient.condition' : lacking.reason, lacking.candidates);
  return {
    state: 'partial',
    organisations: found,
    except: [],
    candidates: lacking.candidates,
    reason: lacking.reason,
    sure: SURE.edit,
  };
}

interface Named {
  found: Organisation | null;
  candidates: Organisation[];
  reason: ReasonCode;
  sure: number;
}

/** The one organisation of that name: in the place printed, else in the sender's, else the only one in the country. */
export function oneNamed(
  name: string,
  kinds: readonly OrganisationKind[],
  place: string | null,
  sender: Sender,
  gazetteer: Gazetteer,
): Named {
  const local = kinds.some((kind) => listed.has(kind));
  const near = place !== null ? [place] : [local ? sender.district : null, sender.province];
  for (const area of near) {
    if (area === null) continue;
    const { found, like } = gazetteer.named(name, kinds, { area, on: dayOf(sender.date) });
    // A district's letter goes to a body elsewhere in the province too: only an exact name settles it here.
    if (found.length === 0 || (area === sender.district && place === null && like !== 'exact')) continue;
    if (like === 'edit' && place === null && isElsewhere(name, kinds, sender, gazetteer)) continue;
    const others = like === 'edit' && local ? namesakes(name, area, sender, gazetteer) : [];
    if (others.length > 0) return none('recipient.not_listed', others);
    return found.length === 1 ? settled(found[0]!, SURE[like]) : none('recipient.ambiguous', found);
  }
  const replaced = replacementOf(name, kinds, place ?? sender.province, gazetteer);
  if (place !== null) return none(absence(local, place, gazetteer), replaced);
  return anywhere(name, kinds, local, sender, gazetteer, replaced);
}

function anywhere(
  name: string,
  kinds: readonly OrganisationKind[],
  local: boolean,
  sender: Sender,
  gazetteer: Gazetteer,
  replaced: Organisation[],
): Named {
  const { found, like } = gazetteer.named(name, kinds, { area: null, on: dayOf(sender.date) });
  // Of local bodies the lists of some provinces may be there: the only one known need not be the only one.
  if (local && (sender.province !== null || !isWholeCountryListed(gazetteer))) {
    const reason = sender.province === null ? 'recipient.area_unknown' : absence(local, sender.province, gazetteer);
    return none(reason, [...replaced, ...(like === 'edit' ? [] : found)]);
  }
  if (found.length === 0) return none('recipient.not_listed', replaced);
  if (found.length > 1) return none('recipient.ambiguous', found);
  const province = gazetteer.provinceOf(found[0]!);
  const away =
    sender.province !== null && province !== null && province.code !== sender.province && province !== found[0];
  return settled(found[0]!, away ? Math.min(SURE[like], ELSEWHERE) : SURE[like]);
}

const settled = (found: Organisation, sure: number): Named => ({
  found,
  candidates: [],
  reason: 'recipient.not_listed',
  sure,
});
const none = (reason: ReasonCode, candidates: Organisation[]): Named => ({
  found: null,
  candidates,
  reason,
  sure: 0.5,
});

function absence(local: boolean, area: string, gazetteer: Gazetteer): ReasonCode {
  return local && !gazetteer.isListed(area.slice(0, 2)) ? 'recipient.not_imported' : 'recipient.not_listed';
}

/** The name stands as it is somewhere else: no misspelling of one nearby. */
function isElsewhere(name: string, kinds: readonly OrganisationKind[], sender: Sender, gazetteer: Gazetteer): boolean {
  return gazetteer.exactly(name, kinds, { area: null, on: dayOf(sender.date) }).length > 0;
}

/**
 * Bodies of another class that bear the name as it is: an อบต. that became a municipality since is no misspelling of its
 * neighbour, and a person decides.
 */
function namesakes(name: string, area: string, sender: Sender, gazetteer: Gazetteer): Organisation[] {
  return gazetteer.exactly(name, LISTED_LOCALS, { area, on: dayOf(sender.date) });
}

/** What came in the place of a body that no longer stands: shown, not chosen. */
function replacementOf(
  name: string,
  kinds: readonly OrganisationKind[],
  area: string | null,
  gazetteer: Gazetteer,
): Organisation[] {
  return gazetteer.exactly(name, kinds, { area, on: null }).flatMap((row) => gazetteer.successorsOf(row));
}

function isWholeCountryListed(gazetteer: Gazetteer): boolean {
  return PROVINCE_PLACES.every(({ code }) => code === BANGKOK || gazetteer.isListed(code));
}

/** Names parted by commas, blanks or และ; a name that holds และ itself stays whole where it is known. */
function tokensOf(names: string, kinds: readonly OrganisationKind[], gazetteer: Gazetteer): string[] {
  const known = (name: string) => gazetteer.exactly(name, kinds, { area: null, on: null }).length > 0;
  return names
    .split(/\s*[,;]\s*|\s+/)
    .map((token) => token.replace(/^และ/, ''))
    .flatMap((token) => (known(token) ? [token] : token.split('และ')))
    .map((token) => token.trim())
    .filter((token) => token !== '');
}

/** Those of a class that an exception names. `missing`: it names one that is not known. Outside of the class nothing is to be left out. */
export function exceptionsIn(
  text: string,
  kinds: readonly OrganisationKind[],
  members: readonly Organisation[],
  gazetteer: Gazetteer,
): { except: Organisation[]; missing: boolean } {
  const inside = (name: string): Organisation[] => {
    const { found, like } = gazetteer.named(name, kinds, { area: null, on: null });
    return like === 'edit' && found.length > 1 ? [] : found.filter((row) => members.includes(row));
  };
  const whole = inside(text);
  if (whole.length === 1) return { except: whole, missing: false };
  let missing = false;
  const except = tokensOf(text, kinds, gazetteer).flatMap((name) => {
    const found = inside(name);
    const outside = gazetteer.exactly(name, ['special'], { area: null, on: null });
    missing ||= found.length !== 1 && outside.length !== 1;
    return found.length === 1 ? found : [];
  });
  return { except: [...new Set(except)], missing };
}
