import { addWorkingDays, type Workplace, workingDayUntil } from '../working-days.js';

/** The working day that lies so many working days before the last one on which those below can keep their deadline. */
export function workedBack(place: Workplace, dueOn: string, ahead: number): string {
  return addWorkingDays(place, workingDayUntil(place, dueOn).day, -ahead).day;
}

/**
 * Until when a letter has to be passed on by an organisation between its sender and those it is for (`แจ้ง อปท. ในพื้นที่`): so many working days before the
 * deadline of those below, that these are left to them; but not before the first working day after it came, since nobody can do earlier what came late.
 */
export function relayDay(place: Workplace, below: { dueOn: string; arrivedOn: string; ahead: number }): string {
  const { dueOn, arrivedOn, ahead } = below;
  const day = workedBack(place, dueOn, ahead);
  const first = addWorkingDays(place, arrivedOn, 1).day;
  if (day > first) return day;
  return first < dueOn ? first : dueOn;
}
