import { daysBetween } from '../calendar.js';
import { append } from './family.js';
import type { Cited, Node } from './nodes.js';

/** No list of candidates is read further than this: linking stays linear however alike the letters are. */
const MOST = 64;
/** A citation is off by days, not by months. */
const DAYS = 45;
const SUBJECT_HEAD = 20;

/** Letters by everything that a citation may have right, so that each citation meets a handful of letters and no more. */
export class Lookup {
  readonly #byReference = new Map<string, Node[]>();
  readonly #byNumber = new Map<string, Node[]>();
  readonly #byUnit = new Map<string, Node[]>();
  readonly #bySubject = new Map<string, Node[]>();
  readonly #byIssuer = new Map<string, Node[]>();
  readonly #byFile = new Map<string, Node[]>();

  constructor(nodes: readonly Node[]) {
    for (const node of nodes) {
      append(this.#byFile, node.file, node);
      if (node.ref) {
        append(this.#byReference, node.ref.key, node);
        append(this.#byNumber, `${node.ref.code}|${node.ref.series}|${node.ref.number}|${node.date}`, node);
        append(this.#byUnit, `${node.ref.code}|${node.ref.unit}|${node.ref.series}|${node.date}`, node);
      }
      if (node.issuer && node.date) append(this.#byIssuer, `${node.issuer}|${node.date}`, node);
      if (node.issuer && node.subject) append(this.#bySubject, subjectKey(node.issuer, node.subject), node);
    }
    for (const list of this.#bySubject.values()) list.sort((a, b) => compare(a.date ?? '', b.date ?? ''));
  }

  /** Letters that the citation may mean, each once, the citing one left out. */
  candidates(citing: Node, cited: Cited): Set<Node> {
    const { ref, citation, issuer } = cited;
    const found = new Set<Node>();
    const add = (list: readonly Node[] | undefined) => {
      for (const node of (list ?? []).slice(0, MOST)) if (node !== citing) found.add(node);
    };
    add(this.#byFile.get(citing.file));
    if (ref) {
      add(this.#byReference.get(ref.key));
      if (citation.date !== null) {
        add(this.#byNumber.get(`${ref.code}|${ref.series}|${ref.number}|${citation.date}`));
        add(this.#byUnit.get(`${ref.code}|${ref.unit}|${ref.series}|${citation.date}`));
      }
    }
    if (issuer && citation.date !== null) add(this.#byIssuer.get(`${issuer}|${citation.date}`));
    if (issuer && citing.subject) {
      add(near(this.#bySubject.get(subjectKey(issuer, citing.subject)), citation.date ?? citing.date));
    }
    return found;
  }
}

function subjectKey(issuer: string, subject: string): string {
  return `${issuer}|${subject.slice(0, SUBJECT_HEAD)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The part of a list sorted by date that lies around a day. */
function near(list: readonly Node[] | undefined, date: string | null): readonly Node[] {
  if (!list || date === null) return list ?? [];
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]!.date ?? '') < date) low = middle + 1;
    else high = middle;
  }
  const inReach = (node: Node) => node.date === null || Math.abs(daysBetween(date, node.date)) <= DAYS;
  return list.slice(Math.max(0, low - MOST / 2), low + MOST / 2).filter(inReach);
}
