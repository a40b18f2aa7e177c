import { useCallback, useEffect, useState } from 'react';
import type { CheckedField, LetterAnswer } from '../../../schemas/check.js';
import type { Letter } from '../../../schemas/record.js';

/** What a person has set in a letter and not saved yet: kept by the browser, so that leaving by mistake loses nothing. */
export interface Draft {
  /** Of the letter as it was when the first was set. */
  version: string;
  values: Partial<Record<CheckedField, unknown>>;
  /** Which letters citations mean, by `<reference>|<date>`. */
  choices: Record<string, Meant>;
  /** What the sender was shown to say otherwise of a field when it was set. */
  said?: Partial<Record<CheckedField, string>>;
}
export interface Meant {
  citation: { reference: string | null; date: string | null };
  means: { receipt: number; ordinal: number } | null;
}

const keyOf = (receipt: number, ordinal: number) => `wian-check:${receipt}/${ordinal}`;
const fresh = (version: string): Draft => ({ version, values: {}, choices: {} });

function stored(key: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

export const citationKey = ({ reference, date }: Meant['citation']): string => `${reference}|${date}`;

/** The draft of a letter that is open. `restored`: it was there before the page was opened. */
export function useDraft({ ref: { receipt, ordinal }, version, fields }: LetterAnswer) {
  const key = keyOf(receipt, ordinal);
  const [draft, setDraft] = useState(() => stored(key) ?? fresh(version));
  const [restored] = useState(() => stored(key) !== null);
  const size = Object.keys(draft.values).length + Object.keys(draft.choices).length;

  useEffect(() => {
    if (size > 0) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  }, [key, draft, size]);

  useEffect(() => {
    if (size === 0) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [size]);

  const set = useCallback(
    (field: CheckedField, value: unknown) => {
      const said = fields.find((one) => one.field === field)?.said;
      setDraft((old) => ({
        ...old,
        values: { ...old.values, [field]: value },
        ...(said != null && { said: { ...old.said, [field]: said } }),
      }));
    },
    [fields],
  );
  const unset = useCallback(
    (field: CheckedField) =>
      setDraft((old) => {
        const { [field]: _gone, ...values } = old.values;
        return { ...old, values };
      }),
    [],
  );
  const choose = useCallback(
    (meant: Meant) =>
      setDraft((old) => ({ ...old, choices: { ...old.choices, [citationKey(meant.citation)]: meant } })),
    [],
  );
  const clear = useCallback(
    (now: string) => {
      sessionStorage.removeItem(key);
      setDraft(fresh(now));
    },
    [key],
  );
  return { draft, size, restored, set, unset, choose, clear };
}
export type DraftState = ReturnType<typeof useDraft>;

/** The letter as it will be when the draft is saved. A number or sender that was typed is shown as typed. */
export function drafted(letter: Letter, { values }: Draft): Letter {
  const { reference, issuer, ...others } = values;
  return {
    ...letter,
    ...(others as Partial<Letter>),
    ...(reference !== undefined && { reference: typed(reference, letter.reference) }),
    ...(issuer !== undefined && {
      issuer:
        typeof issuer === 'string' ? { name: issuer, level: 'other', province: null } : (issuer as Letter['issuer']),
    }),
  };
}

function typed(value: unknown, before: Letter['reference']): Letter['reference'] {
  if (typeof value !== 'string') return value as Letter['reference'];
  if (value.trim() === '') return null;
  if (value === before?.normalized) return before;
  const none = { code: null, unit: null, series: null, number: null, suffix: null, circular: false };
  return { raw: value, normalized: value, ...none };
}

/** What is sent: each value with the one that stood there when the page was opened, and what its sender said otherwise. */
export const changesOf = (letter: Letter, { values, said }: Draft) =>
  Object.entries(values).map(([field, value]) => ({
    field,
    value,
    seen: letter[field as CheckedField] ?? null,
    said: said?.[field as CheckedField] ?? null,
  }));
