import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fileState, type HeldFilesAnswer } from '../../../schemas/files.js';
import { useInvalidate } from '../api.js';

/**
 * Keeps the list under `path` (`/api/files`) as it is now, by the application's events. Only a tab that is looked at listens: a browser
 * keeps few connections to one host. Whoever comes back is told what changed meanwhile. The answer: whether the events have been gone for a while.
 */
export function useFileEvents(path: string): { lost: boolean } {
  const queries = useQueryClient();
  const invalidate = useInvalidate();
  const [lost, setLost] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `invalidate` is made anew each time and does the same
  useEffect(() => {
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
        missing ??= setTimeout(() => setLost(true), 10_000);
        // The application refused (signed out, or not there behind its proxy): the browser does not try again by itself.
        if (source?.readyState === EventSource.CLOSED) {
          close();
          missing = setTimeout(open, 10_000);
        }
      };
      source.addEventListener('file', ({ data }) => {
        const state = fileState.parse(JSON.parse(data));
        const list = queries.getQueryData<HeldFilesAnswer>([path]);
        const known = list?.files.find(({ receipt }) => receipt === state.receipt);
        if (known) {
          const files = list!.files.map((file) => (file === known ? { ...file, ...state } : file));
          queries.setQueryData<HeldFilesAnswer>([path], { ...list!, files });
        }
        // Letters, numbers and offers are there when it has ended; of another's upload nothing is known yet.
        if (!known || (known.status !== state.status && ['done', 'failed'].includes(state.status)))
          void invalidate('/api/');
      });
    };
    const seen = () => {
      if (document.hidden) return close();
      void invalidate(path);
      open();
    };
    open();
    document.addEventListener('visibilitychange', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      close();
    };
  }, [queries, path]);
  return { lost };
}
