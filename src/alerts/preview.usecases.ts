import type { AlertStep, PreviewAnswer } from '../../schemas/alerts.js';
import { afterQuiet } from '../domain/alerts/quiet.js';
import { whyText } from '../domain/alerts/why.js';
import { addWorkingDays, isWorkingDay, type Workplace, workingDaysBetween } from '../domain/working-days.js';
import { inboxOrganisation } from '../notices/inbox.usecases.js';
import type { Actor } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { WianError } from '../shared/errors.js';
import { type Duty, lineOf } from './duties.models.js';
import { selectOfficeDuties } from './duties.repo.js';
import { settleDuties } from './duties.usecases.js';
import { decisionFor, inOrder } from './planner.models.js';
import { officeDays } from './planner.usecases.js';
import { memberRecipient } from './recipients.models.js';
import type { PlanDeps } from './reckoning.js';

const MOST = 300;

/** How a duty that is not told stands on a day, in the words of steps. */
function standing({ dueOn, lastOn, detail }: Duty, place: Workplace, day: string): AlertStep {
  if (detail.withdrawn) return `withdrawn:${detail.withdrawn}`;
  if (dueOn === '') return 'received';
  if (day > (lastOn ?? dueOn)) return `overdue:${day}`;
  return day >= dueOn ? 'today' : `ahead:${Math.min(99, workingDaysBetween(place, day, dueOn))}`;
}

/**
 * The message that a person would get on a day (the next working day, without one), and why each of the organisation's other duties is not in it. Everybody sees
 * their own, an administrator that of any member. Rejects with `record.not_found` for anybody else's.
 */
export async function previewDigest(
  deps: PlanDeps,
  input: { actor: Actor; person?: number; day?: string },
): Promise<PreviewAnswer> {
  const { actor } = input;
  const organisation = inboxOrganisation(actor);
  const own = actor.kind === 'person' ? actor.id : null;
  const person = input.person ?? own;
  if (person === null) throw new WianError('request.invalid', 'person');
  const admin = actor.kind === 'person' && actor.roles.includes('admin');
  if (person !== own && !admin) throw new WianError('record.not_found', `person ${person}`);
  await settleDuties(deps, undefined, { organisations: [organisation] });
  const duties = (await selectOfficeDuties(deps.db, organisation)).filter(({ detail }) => !detail.folded);
  const gazetteer = await storedGazetteer(deps.db);
  const [today] = await officeDays(deps, { codes: [organisation], duties, now: deps.clock.now(), gazetteer });
  const { place } = today!;
  const day = input.day ?? addWorkingDays(place, today!.day, 1).day;
  const office = { ...today!, day };
  const member = office.members.get(person);
  if (!member) throw new WianError('record.not_found', `person ${person}`);
  const recipient = memberRecipient(member, office.settings);
  const lines = duties.flatMap((duty) => {
    const decision = decisionFor(duty, recipient, office);
    // What is another's, and what is long over, stands in no preview.
    if (decision && decision.step === null && (decision.silence === 'long-past' || decision.silence === 'long-overdue'))
      return [];
    const step = decision?.step ?? standing(duty, place, day);
    const line = lineOf(duty, { step, day, place, leastConfidence: office.settings.leastConfidence });
    const why = decision ? whyText(decision) : 'มอบหมายให้ผู้อื่น หรือไม่ได้อยู่ในรายชื่อผู้รับการแจ้งเตือน';
    return [{ duty, line, told: decision?.step != null, why, pressing: false }];
  });
  const told = inOrder(lines.filter((one) => one.told));
  const others = lines.filter((one) => !one.told).sort((a, b) => (a.duty.dueOn < b.duty.dueOn ? -1 : 1));
  const working = isWorkingDay(place, day);
  const shown = [...told, ...others];
  return {
    day,
    workingDay: working,
    way: recipient.channel === 'email' || recipient.channel === 'line' ? recipient.channel : 'app',
    goesAt:
      working && told.length > 0
        ? afterQuiet(new Date(`${day}T${recipient.digestAt}:00+07:00`), recipient.quiet).toISOString()
        : null,
    lines: shown.slice(0, MOST).map(({ line, told: isTold, why }) => ({ line, told: isTold, why })),
    more: Math.max(0, shown.length - MOST),
  };
}
