import { type Cover, rescanReason } from './rescan.js';

/** One letter that came to an office in several files: which files these are, and which days they say together. No I/O. */

/** A file of an office by its first letter, with what a person said of it. */
export interface Paper {
  receipt: number;
  /** The file that it is another scan of, as a person said. */
  rescanOf: number | null;
  cover: Cover | null;
}

/** What a person said of two files: whether they are scans of one letter. */
export interface Answer {
  receipt: number;
  of: number;
  same: boolean;
}

/** Files of one letter, in the order in which they came. */
export interface PaperGroup {
  first: number;
  /** `asked`: nobody has said that it is the same. `root`: the file that a person said it is a scan of, or itself. */
  others: { receipt: number; asked: boolean; root: number }[];
}

/**
 * The files that are of one letter, as a person said or as it looks as long as nobody has answered (`rescanReason`). `papers`: in the order in which they came. What
 * was said to be two letters is never put together, not through a third one either.
 */
export function paperGroups(papers: readonly Paper[], answers: readonly Answer[]): PaperGroup[] {
  const answered = new Set(answers.map(({ receipt, of }) => `${receipt} ${of}`));
  const last = new Map(answers.map(({ receipt, of, same }) => [[receipt, of].sort().join(' '), same]));
  const differ = (a: number, b: number) => last.get([a, b].sort().join(' ')) === false;
  const groupOf = new Map<number, PaperGroup>();
  for (const [at, paper] of papers.entries()) {
    const { receipt, rescanOf, cover } = paper;
    const said = rescanOf === null ? undefined : groupOf.get(rescanOf);
    const looks = (other: Paper) =>
      other.rescanOf === null &&
      cover !== null &&
      other.cover !== null &&
      rescanReason(cover, other.cover) !== null &&
      !answered.has(`${receipt} ${other.receipt}`) &&
      !membersOf(groupOf.get(other.receipt)!).some((one) => differ(one, receipt));
    const like = rescanOf === null ? papers.slice(0, at).find(looks) : undefined;
    const group = said ?? (like && groupOf.get(like.receipt));
    if (!group) {
      groupOf.set(receipt, { first: receipt, others: [] });
      continue;
    }
    const root = said ? rescanOf! : receipt;
    const certain = root === group.first || group.others.some((one) => one.receipt === root && !one.asked);
    group.others.push({ receipt, root, asked: !said || !certain });
    groupOf.set(receipt, group);
  }
  return [...new Set(groupOf.values())].filter(({ others }) => others.length > 0);
}

const membersOf = ({ first, others }: PaperGroup): number[] => [first, ...others.map(({ receipt }) => receipt)];

/** A day that is told, by the paper that says it. `differs`: another paper of the letter says otherwise. */
export interface SaidDay<P> {
  paper: P;
  day: string;
  differs: boolean;
}

/**
 * The days of a letter that came in several papers, each once: those that all papers say; of such as differ the earliest, where each paper says but one otherwise,
 * so that it comes too early rather than too late; and all of them where it cannot be told which stands for which. Of a day the first paper that says it. `days`: in
 * an order that is theirs as texts; an empty one (no day) comes last.
 */
export function daysOfPapers<P>(papers: readonly { paper: P; days: readonly string[] }[]): SaidDay<P>[] {
  const first = new Map<string, P>();
  for (const { paper, days } of papers) for (const day of days) if (!first.has(day)) first.set(day, paper);
  const common = (day: string) => papers.every(({ days }) => days.includes(day));
  const said = [...first].map(([day, paper]) => ({ paper, day, differs: !common(day) }));
  const single = papers.every(({ days }) => days.filter((day) => !common(day)).length <= 1);
  const rank = ({ day }: SaidDay<P>) => day || '~';
  const differing = said.filter(({ differs }) => differs).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return [...said.filter(({ differs }) => !differs), ...(single ? differing.slice(0, 1) : differing)];
}
