import { Zip, ZipDeflate } from 'fflate';

/** So much of an entry is packed at once: what was packed is handed on before the next. */
const STEP = 1024 * 1024;

/** The bytes of a ZIP of these entries, one after the other as they come, so that never more than one is held. */
export async function* zipped(
  entries: AsyncIterable<{ name: string; content: Uint8Array; at: Date }>,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  for await (const { name, content, at } of entries) {
    const entry = new ZipDeflate(name);
    entry.mtime = at;
    zip.add(entry);
    for (let from = 0; from === 0 || from < content.byteLength; from += STEP) {
      entry.push(content.subarray(from, from + STEP), from + STEP >= content.byteLength);
      yield* made.splice(0);
    }
  }
  zip.end();
  yield* made.splice(0);
}
