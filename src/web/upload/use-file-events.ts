import { useQueryClient } from '@tanstack/react-query';
import type { FileState, HeldFilesAnswer } from '../../../schemas/files.js';
import { useInvalidate } from '../api.js';
import { useFileStream } from '../ui/file-stream.js';

/** Keeps the list under `path` (`/api/files`) as it is now, by the application's events. The answer: whether the events have been gone for a while. */
export function useFileEvents(path: string): { lost: boolean } {
  const queries = useQueryClient();
  const invalidate = useInvalidate();
  const told = (state: FileState) => {
    const list = queries.getQueryData<HeldFilesAnswer>([path]);
    const known = list?.files.find(({ receipt }) => receipt === state.receipt);
    if (known) {
      const files = list!.files.map((file) => (file === known ? { ...file, ...state } : file));
      queries.setQueryData<HeldFilesAnswer>([path], { ...list!, files });
    }
    // Letters, numbers and offers are there when it has ended; of another's upload nothing is known yet.
    if (!known || (known.status !== state.status && ['done', 'failed'].includes(state.status)))
      void invalidate('/api/');
  };
  return useFileStream({ told, back: () => void invalidate(path) });
}
