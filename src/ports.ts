import type { Inspection, PageReading } from '../schemas/page.js';

/** What the outside gives to the use cases. Adapters implement these; use cases know nothing else of them. */

/** Sizes that are refused before any decoding; from the settings. */
export interface Limits {
  maxFileBytes: number;
  maxPages: number;
  maxPixels: number;
}

/** Reads originals. Both reject with a `WianError`; a final one will come again, another is worth a retry. */
export interface Reader {
  /** A first look: the type, the pages, and whether each has a usable text layer. Does no reading. */
  inspect(path: string): Promise<Inspection>;
  /** Reads one page (1-based) of an inspected file in a sandboxed process. */
  readPage(path: string, inspection: Inspection, page: number): Promise<PageReading>;
  /** Stops the sandboxed processes. */
  close(): Promise<void>;
}

/** Original files and page results, kept byte for byte under their sha256. */
export interface Files {
  /** Takes a stream in, hashing it on the way; the content is on the disk (fsync, rename) when this resolves. */
  put(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ sha256: string; bytes: number; known: boolean }>;
  /** A local path to read the content from. */
  path(sha256: string): Promise<string>;
}

/** The time, so that tests can set it. */
export interface Clock {
  now(): Date;
}
