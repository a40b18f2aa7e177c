import type { Organisation, OrganisationKind } from '../../../schemas/organisations.js';
import { editDistance } from '../closest.js';
import { BANGKOK } from '../tables/districts.js';
import { KINDS, LISTED_LOCALS } from '../tables/kinds.js';
import { normalForm, withoutBlanks } from '../text.js';

/** How a name was met: as it stands, with blanks and tone marks aside, or by one edit. */
export type Likeness = 'exact' | 'loose' | 'edit';

/** Where and when an organisation is looked for. `area`: the code of a province or district it lies in, null for the whole country. */
export interface Scope {
  area: string | null;
  /** The day on which it has to be in force, ISO; null for any. */
  on: string | null;
}

/** Names shorter than this, without their class word, are too like others for an edit: ลอง, คง, ปง. */
const EDITABLE = 4;
/** In the whole country names lie closer together than in one province. */
const EDITABLE_ANYWHERE = 6;

const TONES = /[\u0e47-\u0e4e]/g;
const exactKey = (name: string) => withoutBlanks(normalForm(name));
const looseKey = (name: string) => exactKey(name).replace(TONES, '');

/**
 * The organisations that letters are sent to, by code, by kind and area, and by name. Pure; made once of rows. A later row of a code
 * takes the place of an earlier one.
 */
export class Gazetteer {
  private readonly byCode = new Map<string, Organisation>();
  private readonly byKind = new Map<OrganisationKind, Organisation[]>();
  /** Names without the class word before them, one map a kind. */
  private readonly exact = new Map<string, Organisation[]>();
  private readonly loose = new Map<string, Organisation[]>();
  private readonly stems = new Map<OrganisationKind, { stem: string; row: Organisation }[]>();
  private readonly successors = new Map<string, Organisation[]>();
  private readonly areas = new Map<string, readonly string[]>();
  private readonly provincesListed = new Set<string>();

  constructor(rows: Iterable<Organisation>) {
    for (const row of rows) this.byCode.set(row.code, row);
    for (const row of this.byCode.values()) {
      push(this.byKind, row.kind, row);
      if (row.replaces !== null) push(this.successors, row.replaces, row);
      for (const name of [row.name, ...row.aliases]) {
        // The name of the class it had before is looked for under that class: องค์การบริหารส่วนตำบล… that is a เทศบาลตำบล now.
        const kind = name === row.name ? row.kind : (kindOfName(name) ?? row.kind);
        const stem = looseKey(stemOf(name, kind));
        push(this.exact, `${kind} ${exactKey(stemOf(name, kind))}`, row);
        push(this.loose, `${kind} ${stem}`, row);
        push(this.stems, kind, { stem, row });
      }
      const province = this.provinceOf(row);
      if (province && (LISTED_LOCALS as readonly string[]).includes(row.kind)) this.provincesListed.add(province.code);
    }
  }

  get size(): number {
    return this.byCode.size;
  }

  get(code: string): Organisation | null {
    return this.byCode.get(code) ?? null;
  }

  all(): Organisation[] {
    return [...this.byCode.values()];
  }

  /** All of these kinds within the scope, in the order of the kinds and, within one, of their codes. */
  of(kinds: readonly OrganisationKind[], scope: Scope): Organisation[] {
    return kinds.flatMap((kind) => (this.byKind.get(kind) ?? []).filter((row) => this.within(row, scope)));
  }

  /**
   * Those of these kinds that bear the name, with or without its class word (จังหวัดแพร่, แพร่). What is exact goes before what is
   * loose, and that before one edit; `within` an edit is only made where one candidate alone lies that near.
   */
  named(name: string, kinds: readonly OrganisationKind[], scope: Scope): { found: Organisation[]; like: Likeness } {
    const spelled = this.spelled(name, kinds, scope);
    if (spelled) return spelled;
    const near = kinds.flatMap((kind) => this.withinAnEdit(name, kind, scope));
    return { found: unique(near), like: 'edit' };
  }

  /** The same without those that are an edit away, which takes a look at all of them; null where none is spelled so. */
  spelled(
    name: string,
    kinds: readonly OrganisationKind[],
    scope: Scope,
  ): { found: Organisation[]; like: Exclude<Likeness, 'edit'> } | null {
    const exact = this.exactly(name, kinds, scope);
    if (exact.length > 0) return { found: exact, like: 'exact' };
    const loose = this.keyed(this.loose, looseKey, name, kinds, scope);
    return loose.length > 0 ? { found: loose, like: 'loose' } : null;
  }

  /** Those of these kinds that bear exactly this name, blanks aside. */
  exactly(name: string, kinds: readonly OrganisationKind[], scope: Scope): Organisation[] {
    return this.keyed(this.exact, exactKey, name, kinds, scope);
  }

  private keyed(
    index: ReadonlyMap<string, Organisation[]>,
    key: (name: string) => string,
    name: string,
    kinds: readonly OrganisationKind[],
    scope: Scope,
  ): Organisation[] {
    const found = kinds.flatMap((kind) => index.get(`${kind} ${key(stemOf(name, kind))}`) ?? []);
    return unique(found).filter((row) => this.within(row, scope));
  }

  private withinAnEdit(name: string, kind: OrganisationKind, scope: Scope): Organisation[] {
    const stem = looseKey(stemOf(name, kind));
    if (stem.length < (scope.area === null ? EDITABLE_ANYWHERE : EDITABLE) || stem.length > 120) return [];
    const near = (this.stems.get(kind) ?? []).filter((each) => editDistance(stem, each.stem, 1) <= 1);
    return unique(near.map(({ row }) => row)).filter((row) => this.within(row, scope));
  }

  private within(row: Organisation, { area, on }: Scope): boolean {
    if (on !== null && ((row.validFrom !== null && row.validFrom > on) || (row.validTo !== null && row.validTo < on))) {
      return false;
    }
    return area === null || this.lineOf(row).includes(area);
  }

  /** The codes from the organisation up to its province or ministry, its own among them. */
  lineOf(row: Organisation): readonly string[] {
    const known = this.areas.get(row.code);
    if (known) return known;
    const line: string[] = [];
    for (let at: Organisation | undefined = row; at && !line.includes(at.code); ) {
      line.push(at.code);
      at = at.parent === null ? undefined : this.byCode.get(at.parent);
    }
    this.areas.set(row.code, line);
    return line;
  }

  /** The province it lies in (Bangkok for its offices); null for a central body. */
  provinceOf(row: Organisation): Organisation | null {
    return this.above(row, (each) => each.kind === 'province' || each.code === BANGKOK);
  }

  districtOf(row: Organisation): Organisation | null {
    return this.above(row, (each) => each.kind === 'district');
  }

  private above(row: Organisation, is: (each: Organisation) => boolean): Organisation | null {
    for (const code of this.lineOf(row)) {
      const each = this.byCode.get(code);
      if (each && is(each)) return each;
    }
    return null;
  }

  /** Those that came in the place of it. */
  successorsOf(row: Organisation): Organisation[] {
    return this.successors.get(row.code) ?? [];
  }

  /** Whether a list of the province's municipalities and SAOs has been imported. */
  isListed(province: string): boolean {
    return this.provincesListed.has(province);
  }
}

/** A name without the word of its kind before it. */
export function stemOf(name: string, kind: OrganisationKind): string {
  const { prefix } = KINDS[kind];
  return name.startsWith(prefix) ? name.slice(prefix.length).trim() : name.trim();
}

/** The class that a name says; null where it begins with the word of none. */
export function kindOfName(name: string): OrganisationKind | null {
  const fitting = (Object.keys(KINDS) as OrganisationKind[]).filter(
    (kind) => KINDS[kind].prefix !== '' && name.startsWith(KINDS[kind].prefix),
  );
  return fitting.sort((a, b) => KINDS[b].prefix.length - KINDS[a].prefix.length)[0] ?? null;
}

const unique = (rows: Organisation[]) => [...new Set(rows)];

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
