import { z } from 'zod';
import { isoDate, secrecy } from './common.js';
import { arrivalEvidence, format, matterKey, statusCounts } from './matters.js';
import { level } from './record.js';

/** The figures over the relay, as the one who asks may see it (src/dashboard/figures.usecases.ts says of which letters). */

/** Fewer than this say nothing sure: a median of them is not given, only their number and the longest. */
export const FEWEST_FOR_MEDIAN = 3;
/** Hops of a level before a forecast is made of them. */
export const FEWEST_FOR_FORECAST = 5;
/** Working days left on arrival below which a letter came late. */
export const LATE_BELOW = 7;

/** Letters dated within the period (ISO; by default the year up to today), of all matters or of that with one letter. */
export const dashboardQuery = z.object({
  from: isoDate.optional(),
  to: isoDate.optional(),
  matter: matterKey.optional(),
});
export type DashboardQuery = z.infer<typeof dashboardQuery>;

/** Spans of days: how many there are, the middle and the longest. */
const spread = z.object({ n: z.int(), median: z.number().nullable(), worst: z.int().nullable() });
export type Spread = z.infer<typeof spread>;

/**
 * Days from a letter to the one that carries it on, by the levels of both. `organisation`: who carried it on. `held`: the days from its
 * arrival there, where that is known.
 */
export const hopFigure = z.object({
  from: level,
  to: level,
  organisation: z.string().nullable(),
  ...spread.shape,
  held: spread,
  /** The letter of the longest one. */
  worstKey: matterKey.nullable(),
});
export type HopFigure = z.infer<typeof hopFigure>;

/** Letters that came to organisations: of those whose day of arrival is known and that set a deadline, how many came with less than 7 working days left. */
export const arrivalFigure = z.object({
  level,
  organisation: z.string().nullable(),
  /** Known, with a deadline. */
  n: z.int(),
  late: z.int(),
  /** Of them, those that came when it had passed. */
  expired: z.int(),
  /** Without a deadline, however they came. */
  withoutDeadline: z.int(),
  unknown: z.int(),
});
export type ArrivalFigure = z.infer<typeof arrivalFigure>;

/** A letter that the organisation sent down, and how many of the bodies have done what. */
export const sentFigure = z.object({
  key: matterKey,
  reference: z.string().nullable(),
  subject: z.string().nullable(),
  secrecy: secrecy.nullable(),
  sentAt: z.iso.datetime(),
  deadline: isoDate.nullable(),
  ...statusCounts.shape,
});
export type SentFigure = z.infer<typeof sentFigure>;

/** A day by which something is due, told once for all letters of a matter. `maybe`: nobody knows whether it falls on this day or a later one. */
export const dueItem = z.object({
  date: isoDate,
  lastOn: isoDate,
  maybe: z.boolean(),
  key: matterKey,
  subject: z.string().nullable(),
  reference: z.string().nullable(),
  workingDaysLeft: z.int(),
  /** Whether the organisation's own inbox has it as done. */
  done: z.boolean(),
});
export type DueItem = z.infer<typeof dueItem>;
/** A week from its Monday on; `week` and `year` as ISO 8601 counts them. */
export const weekFigure = z.object({
  monday: isoDate,
  week: z.int(),
  year: z.int(),
  open: z.int(),
  done: z.int(),
  items: z.array(dueItem),
});
export type WeekFigure = z.infer<typeof weekFigure>;

/**
 * What an organisation has not done by its day: the one that asks (`own`), and bodies that it sent letters to. Of bodies that do not use wian
 * nothing is known, and they are not here. `maybe`: those of which it is not sure whether the day has passed.
 */
export const overdueFigure = z.object({
  code: z.string(),
  organisation: z.string(),
  own: z.boolean(),
  n: z.int(),
  maybe: z.int(),
  worstDays: z.int().nullable(),
  keys: z.array(matterKey),
});
export type OverdueFigure = z.infer<typeof overdueFigure>;

/**
 * When a matter comes to a level below the lowest letter seen of it, at the earliest: on the day on which the level above writes. From `early`
 * to `late` lie 80 of 100, by the hops of the past; `n` is how many there were of the hop of which there are fewest. `enough`: false
 * where they are too few, then no day is given.
 */
export const forecastStep = z.object({
  level,
  enough: z.boolean(),
  n: z.int(),
  early: isoDate.nullable(),
  middle: isoDate.nullable(),
  late: isoDate.nullable(),
  /** To the matter's next deadline, from the middle and from the late day. */
  workingDaysLeft: z.int().nullable(),
  workingDaysLeftLate: z.int().nullable(),
});
export const forecastFigure = z.object({
  key: matterKey,
  subject: z.string().nullable(),
  reference: z.string().nullable(),
  level,
  date: isoDate,
  deadline: isoDate.nullable(),
  steps: z.array(forecastStep),
});
export type ForecastFigure = z.infer<typeof forecastFigure>;

export const dashboard = z.object({
  asOf: isoDate,
  from: isoDate,
  to: isoDate,
  matter: matterKey.nullable(),
  /** Of the letters seen in the period. `cut`: there were more than are counted; the newest are. */
  letters: z.int(),
  matters: z.int(),
  cut: z.boolean(),
  hopLevels: z.array(hopFigure),
  hopOrganisations: z.array(hopFigure),
  arrivalLevels: z.array(arrivalFigure),
  arrivalOrganisations: z.array(arrivalFigure),
  /** By what arrivals are known. */
  evidence: z.array(z.object({ evidence: arrivalEvidence, n: z.int() })),
  /** From the line in the organisation's register of received letters to the one in that of sent letters. */
  registerHeld: spread,
  sent: z.array(sentFigure),
  weeks: z.array(weekFigure),
  overdue: z.array(overdueFigure),
  forecast: z.array(forecastFigure),
});
export type Dashboard = z.infer<typeof dashboard>;

/** The tables of the dashboard, each by itself. */
export const figureNames = [
  'hop-levels',
  'hop-organisations',
  'arrival-levels',
  'arrival-organisations',
  'sent',
  'weeks',
  'overdue',
  'forecast',
] as const;
export const figureName = z.enum(figureNames);
export type FigureName = z.infer<typeof figureName>;
export const figureParams = z.object({ figure: figureName });
export const figureQuery = dashboardQuery.extend({ format });
/** The rows of one of them. */
export const figureAnswer = z.union([
  hopFigure.array(),
  arrivalFigure.array(),
  sentFigure.array(),
  weekFigure.array(),
  overdueFigure.array(),
  forecastFigure.array(),
]);
export type FigureAnswer = z.infer<typeof figureAnswer>;
