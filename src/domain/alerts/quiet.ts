/** Hours of the day in Thailand in which nothing is sent, `HH:MM`; over midnight where `to` is the earlier. */
export interface QuietHours {
  from: string;
  to: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Thailand is seven hours ahead of UTC, without summer time. */
const THAI_MS = 7 * 3_600_000;

const milliseconds = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * MINUTE_MS;

/**
 * The first moment from `at` on that lies outside the quiet hours: `at` itself, or their end. `from` is quiet, `to` is not any more; hours that
 * end when they begin are none, since otherwise nothing would ever be sent.
 */
export function afterQuiet(at: Date, quiet: QuietHours | null): Date {
  if (quiet === null) return at;
  const from = milliseconds(quiet.from);
  const length = (milliseconds(quiet.to) - from + DAY_MS) % DAY_MS;
  const since = (at.getTime() + THAI_MS - from) % DAY_MS;
  return since < length ? new Date(at.getTime() + length - since) : at;
}
