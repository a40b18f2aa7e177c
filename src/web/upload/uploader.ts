import { useSyncExternalStore } from 'react';
import { type UploadAnswer, uploadAnswer } from '../../../schemas/api.js';
import { exchangeAnswer } from '../../../schemas/exchange.js';
import { type ApiError, changeHeaders, client, errorOf, offline, query } from '../api.js';
import { isElectronic, refusal } from './refusal.js';

/**
 * Files on their way to the application. They live here and not in the page, so that they go on while other pages are open; whoever closes the
 * window is warned.
 */

export interface Sending {
  id: number;
  file: File;
  /** With the folders it lay in, if it came with a folder. */
  name: string;
  state: 'waiting' | 'sending' | 'known' | 'failed';
  /** Bytes that have left. */
  sent: number;
  error: ApiError | null;
  /** Where it is known: what the office has already; `registered` null of an electronic letter, which is not entered twice. */
  answer: Known | null;
}

type Known = Pick<UploadAnswer, 'receipt' | 'known'> & { registered: UploadAnswer['registered'] | null };

/** So many at once: a slow line is shared by few, and a clerk sees the first come in soon. */
const AT_ONCE = 3;

let items: readonly Sending[] = [];
let serial = 0;
const requests = new Map<number, XMLHttpRequest>();
const listeners = new Set<() => void>();

function put(next: readonly Sending[]): void {
  items = next;
  const busy = items.some(({ state }) => state === 'waiting' || state === 'sending');
  if (busy) window.addEventListener('beforeunload', warn);
  else window.removeEventListener('beforeunload', warn);
  for (const listener of listeners) listener();
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault();
const change = (id: number, to: Partial<Sending>) =>
  put(items.map((item) => (item.id === id ? { ...item, ...to } : item)));
const finished = () =>
  client.invalidateQueries({ predicate: ({ queryKey: [key] }) => String(key).startsWith('/api/') });

/** What is on its way, and what was refused or known and nobody has put away yet. */
export const useSending = (): readonly Sending[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => items,
  );

/** Takes files in hand; those that could never be read are refused at once, with the reason. `most`: bytes of the largest. */
export function add(files: readonly { file: File; name: string }[], most: number | null): void {
  const added = files.map(({ file, name }): Sending => {
    const error = refusal(file, most);
    return { id: ++serial, file, name, state: error ? 'failed' : 'waiting', sent: 0, error, answer: null };
  });
  put([...items, ...added]);
  next();
}

/** Puts one away; a request in flight is broken off, and what came of it is not kept. */
export function dismiss(id: number): void {
  requests.get(id)?.abort();
  requests.delete(id);
  put(items.filter((item) => item.id !== id));
  next();
}

/** Sends one again that failed. */
export function again(id: number): void {
  change(id, { state: 'waiting', sent: 0, error: null });
  next();
}

function next(): void {
  for (const item of items) {
    if (requests.size >= AT_ONCE) return;
    if (item.state === 'waiting') send(item);
  }
}

/** What came of a file, whichever way it went in; null where the answer is none of these. */
function answerOf(electronic: boolean, text: string): Known | null {
  const json: unknown = JSON.parse(text);
  if (!electronic) return uploadAnswer.safeParse(json).data ?? null;
  const answer = exchangeAnswer.safeParse(json).data;
  const letter = answer?.files[0];
  return answer && letter ? { receipt: letter.receipt, known: answer.known, registered: null } : null;
}

/** Not `fetch`: that does not tell how much of a file has left. */
function send({ id, file, name }: Sending): void {
  const request = new XMLHttpRequest();
  requests.set(id, request);
  change(id, { state: 'sending' });
  const end = (to: Partial<Sending> | null) => {
    requests.delete(id);
    if (to) change(id, to);
    else put(items.filter((item) => item.id !== id));
    next();
  };
  const electronic = isElectronic(file);
  request.open('POST', electronic ? '/api/exchange' : `/api/files${query({ name, priority: 'upload' })}`);
  for (const [header, value] of Object.entries(changeHeaders())) request.setRequestHeader(header, value);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.onprogress = ({ loaded }) => change(id, { sent: loaded });
  request.onerror = () => end({ state: 'failed', error: offline() });
  request.onload = () => {
    const answer = request.status === 200 ? answerOf(electronic, request.responseText) : null;
    void finished();
    if (!answer) return end({ state: 'failed', error: errorOf(request.status, request.responseText) });
    // A new one goes on in the list of the office's files.
    return end(answer.known ? { state: 'known', answer } : null);
  };
  request.send(file);
}
