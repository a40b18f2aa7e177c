import { WianError } from '../shared/errors.js';

/** A text as a header's parameter takes it (RFC 8187). */
const headerText = (text: string) =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The headers of a file that is answered under this name. */
export const fileHeaders = (name: string, as: 'inline' | 'attachment'): Record<string, string> => ({
  'content-disposition': `${as}; filename*=UTF-8''${headerText(name)}`,
  'x-content-type-options': 'nosniff',
  // Should a browser show one after all, it runs nothing and is of no origin.
  ...(as === 'attachment' && { 'content-security-policy': "default-src 'none'; sandbox" }),
});

/** The bytes of an upload, as they come. Rejects with `request.invalid` where the body is something else. */
export function uploadOf(body: unknown): AsyncIterable<Uint8Array> {
  const source = body as AsyncIterable<Uint8Array> | undefined;
  if (source && Symbol.asyncIterator in source) return source;
  throw new WianError('request.invalid', 'content-type: application/octet-stream');
}

/** All of an upload at once. Rejects with `file.too_large` as soon as it is more than `maxBytes`. */
export async function collected(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new WianError('file.too_large', `${bytes} > ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
