import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A key of a page: what it does (for the help), and doing it. */
export interface Binding {
  does: string;
  run: (event: KeyboardEvent) => void;
  /** How the help names the key, where it is not its letter: `j`, `Ctrl+S`. */
  label?: string;
}
/** By `event.code`, with `Ctrl+` and `Shift+` before it: `KeyJ`, `Ctrl+KeyS`, `Ctrl+Shift+KeyS`, `Escape`, `Slash`. */
export type Bindings = Record<string, Binding>;

const active = new Set<{ current: Bindings }>();
let byKey: Bindings = {};
let snapshot: Bindings = {};
const listeners = new Set<() => void>();
const changed = () => {
  const told = Object.keys(snapshot).join();
  const now: Bindings = Object.assign({}, ...[...active].map(({ current }) => current));
  byKey = now;
  // The list is drawn anew when keys come or go, not whenever a page is.
  if (Object.keys(now).join() === told) return;
  snapshot = now;
  for (const listener of listeners) listener();
};

/** The name of a pressed key as `Bindings` has it. Cmd counts as Ctrl. */
export const keyOf = (event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string =>
  `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.code}`;

/** How people call a key: `KeyJ` is J, on the Thai layout too, since the place of the key counts and not the letter. */
export const keyLabel = (key: string): string =>
  key
    .replace('Shift+Slash', '?')
    .replace('Escape', 'Esc')
    .replace('Slash', '/')
    .replace(/Key|Digit/g, '');

const WRITES =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]';

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || event.altKey) return;
  const key = keyOf(event);
  const writing = event.target instanceof Element && event.target.closest(WRITES) !== null;
  if (writing && !key.startsWith('Ctrl+') && key !== 'Escape') return;
  // A dialog has the keys for itself.
  if (document.querySelector('[role=dialog][aria-modal=true]')) return;
  const binding = byKey[key];
  if (!binding) return;
  event.preventDefault();
  binding.run(event);
}

/**
 * Keys of a page while it is shown; listed by `?`. Plain keys rest while somebody writes in a field, Ctrl and Esc do not.
 *
 *     useKeys({ KeyJ: { does: 'ฉบับถัดไป', run: next }, 'Ctrl+KeyS': { does: 'บันทึก', run: save } });
 */
export function useKeys(bindings: Bindings): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
    changed();
  });
  useEffect(() => {
    active.add(latest);
    changed();
    if (active.size === 1) window.addEventListener('keydown', onKeyDown);
    return () => {
      active.delete(latest);
      changed();
      if (active.size === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** The keys that work now. */
export function useActiveKeys(): Bindings {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}
