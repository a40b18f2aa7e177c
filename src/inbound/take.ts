import type { Deps } from '../circulars/circulars.deps.js';
import { receiveFile } from '../circulars/circulars.usecases.js';
import { importExchange } from '../exchange/import.usecases.js';
import { machine } from '../people/actor.js';
import type { inboundItems } from './inbound.table.js';

export type InboundDeps = Pick<Deps, 'db' | 'files' | 'queue' | 'clock' | 'limits' | 'exchange'>;

/** What became of a paper that came in by itself. */
export interface Taken {
  receipt: number;
  message: number | null;
  known: boolean;
}

/** Whether a content is a letter in the exchange form, by how it begins. */
export function isExchange(content: Uint8Array): boolean {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 4000));
  return /^\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<[\s\S]*(?:CorrespondenceLetter|GovernmentDocument)/.test(
    head.toString('latin1').replaceAll('\0', ''),
  );
}

/** Takes one paper in, as an upload is: a letter of the exchange form with what is stated of it, everything else as a file. Rejects as both do. */
export async function takePaper(
  deps: InboundDeps,
  input: {
    name: string;
    content: Uint8Array;
    organisation: string | null;
    via: (typeof inboundItems.$inferSelect)['source'];
  },
): Promise<Taken & { sha256: string | null }> {
  const { name, content, via } = input;
  const organisation = input.organisation ?? undefined;
  const actor = machine(via);
  if (organisation !== undefined && isExchange(content)) {
    const { message, known, files } = await importExchange(deps, { content, actor, via, organisation });
    return { receipt: files[0]!.receipt, message, known, sha256: null };
  }
  const source = (async function* () {
    yield content;
  })();
  const received = await receiveFile(deps, {
    name,
    source,
    priority: 'upload',
    actor,
    ...(organisation !== undefined && { organisation }),
  });
  return { receipt: received.receipt, message: null, known: received.known, sha256: received.sha256 };
}
