import { useEffect, useRef, useState } from 'react';
import { type FileState, fileState } from '../../../schemas/files.js';

/** After so long without the events they are said to be gone. */
const GONE_MS = 10_000;

interface Listener {
  /** A file of the organisation is somewhere else now; also called for those that are on their way when the page is opened. */
  told: (state: FileState) => void;
  /** Somebody looks at the tab again: what changed meanwhile is told, what is shown may be old. */
  back?: () => void;
}

/**
 * The application's events about the organisation's files, for clerks and viewers. Only a tab that is looked at listens: a browser keeps few connections to
 * one host. `lost`: the events have been gone for a while, and what hangs on them has to be asked for.
 */
export function useFileStream(listener: Listener, on = true): { lost: boolean } {
  const [lost, setLost] = useState(false);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });

  useEffect(() => {
    if (!on) return;
    let source: EventSource | null = null;
    let missing: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      clearTimeout(missing);
      missing = undefined;
      source?.close();
      source = null;
    };
    const open = () => {
      if (source || document.hidden) return;
      source = new EventSource('/api/files/events');
      source.onopen = () => {
        clearTimeout(missing);
        missing = undefined;
        setLost(false);
      };
      source.onerror = () => {
        missing ??= setTimeout(() => setLost(true), GONE_MS);
        // The application refused (signed out, or not there behind its proxy): the browser does not try again by itself.
        if (source?.readyState === EventSource.CLOSED) {
          close();
          missing = setTimeout(() => {
            setLost(true);
            open();
          }, GONE_MS);
        }
      };
      source.addEventListener('file', ({ data }) => latest.current.told(fileState.parse(JSON.parse(data))));
    };
    const seen = () => {
      if (document.hidden) return close();
      latest.current.back?.();
      open();
    };
    open();
    document.addEventListener('visibilitychange', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      close();
    };
  }, [on]);
  return { lost };
}
