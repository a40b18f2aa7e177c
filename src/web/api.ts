import { QueryClient, type UseQueryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { errorAnswer } from '../../schemas/api.js';

/** The way to the application: every answer is checked by its schema, every failure is an `ApiError` with a Thai message. */

/** Where the signed-in person is asked for; also the key of that query. */
export const SESSION = '/api/session';
const CSRF_HEADER = 'x-wian-csrf';
let csrf = '';

/** Kept from the session's answer; goes with every change. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** The headers that a change carries; for uploads, which are sent otherwise than by `call`. */
export const changeHeaders = (): Record<string, string> => ({ [CSRF_HEADER]: csrf });

/** What went wrong, to be shown: `message` is Thai. `offline` where the application did not answer, else the code of the catalogue. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: string,
    message: string,
    readonly status = 0,
    readonly request: string | null = null,
    readonly problems: z.infer<typeof errorAnswer>['problems'] = undefined,
  ) {
    super(message);
  }
}

/** The Thai half of a message that is given in both languages (`ไทย / English`), without what only a log needs (`receipt 7`). */
export const inThai = (message: string) => message.split(' / ')[0]!.replace(/ \([a-z]+ \d+\)$/, '');

/** The error that an answer tells of. */
export function errorOf(status: number, body: string): ApiError {
  try {
    const { code, message, request, problems } = errorAnswer.parse(JSON.parse(body));
    return new ApiError(code, inThai(message), status, request, problems);
  } catch {
    return new ApiError('internal', 'ระบบตอบกลับไม่ถูกต้อง โปรดลองอีกครั้ง ถ้ายังเป็นอยู่โปรดแจ้งผู้ดูแลระบบ', status);
  }
}

export const offline = () => new ApiError('offline', 'ติดต่อระบบไม่ได้ ตรวจการเชื่อมต่อเครือข่าย แล้วลองอีกครั้ง ข้อมูลที่บันทึกแล้วไม่หาย');

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a Blob as it is. */
  body?: unknown;
  signal?: AbortSignal;
}

/** Asks the application. `path` with its query, encoded (see `query`). Rejects with `ApiError`, or as aborted. */
export async function call<T>(
  schema: z.ZodType<T>,
  path: string,
  { method = 'GET', body, signal }: Call = {},
): Promise<T> {
  const headers: Record<string, string> = method === 'GET' ? {} : changeHeaders();
  if (body instanceof Blob) headers['content-type'] = body.type || 'application/octet-stream';
  else if (body !== undefined) headers['content-type'] = 'application/json';
  const sent = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
  const answer = await fetch(path, {
    method,
    headers,
    ...(sent !== undefined && { body: sent }),
    ...(signal && { signal }),
  }).catch((error) => {
    if (signal?.aborted) throw error;
    throw offline();
  });
  const text = await answer.text();
  if (!answer.ok) {
    const error = errorOf(answer.status, text);
    // Not a password that was refused, which is 401 as well.
    if (error.code === 'request.unauthorised') signedOut();
    throw error;
  }
  const parsed = schema.safeParse(text === '' ? null : JSON.parse(text));
  if (!parsed.success) throw new ApiError('answer.invalid', 'ระบบกับหน้าจอเป็นคนละรุ่นกัน โปรดโหลดหน้านี้ใหม่', answer.status);
  return parsed.data;
}

/** `?a=1&b=…` of the values that are there; empty where none is. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

const worthAnother = (failures: number, error: Error) =>
  failures < 2 && error instanceof ApiError && (error.code === 'offline' || error.status >= 502);

export const client = new QueryClient({
  defaultOptions: { queries: { retry: worthAnother, staleTime: 10_000, refetchOnWindowFocus: true } },
});

/** The session has ended: the shell shows the way in again. */
function signedOut(): void {
  client.setQueryData([SESSION], null);
}

/**
 * What stands under a path, kept fresh; the path is its key. With `null` nothing is asked.
 *
 *     const letters = useGet(circularSummary.array(), `/api/circulars${query({ status })}`);
 */
export function useGet<T>(
  schema: z.ZodType<T>,
  path: string | null,
  options: Omit<UseQueryOptions<T, Error>, 'queryKey' | 'queryFn'> = {},
) {
  return useQuery<T, Error>({
    ...options,
    queryKey: [path],
    queryFn: ({ signal }) => call(schema, path!, { signal }),
    enabled: path !== null && (options.enabled ?? true),
  });
}

/** Asks everything under these beginnings of paths again (`/api/circulars`); everything where none is given. */
export function useInvalidate(): (...prefixes: string[]) => Promise<void> {
  const queries = useQueryClient();
  return (...prefixes) =>
    queries.invalidateQueries({
      predicate: ({ queryKey: [key] }) =>
        prefixes.length === 0 || prefixes.some((prefix) => typeof key === 'string' && key.startsWith(prefix)),
    });
}

/**
 * A change; when it is done, what it may have changed is asked again.
 *
 *     const confirm = useChange(answer, (id: number) => ({ path: `/api/x/${id}`, body: {} }), ['/api/circulars']);
 *     confirm.mutate(3, { onSuccess: () => tellDone('บันทึกแล้ว') });
 */
export function useChange<Input, T>(
  schema: z.ZodType<T>,
  request: (input: Input) => { path: string } & Call,
  invalidates: readonly string[] = [],
) {
  const invalidate = useInvalidate();
  return useMutation<T, Error, Input>({
    mutationFn: (input) => {
      const { path, ...sent } = request(input);
      return call(schema, path, { method: 'POST', ...sent });
    },
    onSuccess: () => invalidate(...invalidates),
  });
}
