import { SaxesParser } from 'saxes';
import { WianError } from '../../shared/errors.js';

/** An element of an XML document; `name` without its prefix, `uri` the namespace (empty for none). */
export interface Node {
  name: string;
  uri: string;
  attributes: ReadonlyMap<string, string>;
  children: Node[];
  /** All text directly within. */
  text: string;
}

/** What a document may have at most: nothing of the form comes near it. */
const MOST = { depth: 24, elements: 5000, attributes: 40, text: 65_536 };
/** The elements whose text is a file; how long that may be is up to who reads it. */
const BINARY = /BinaryObject$/;

/** Encodings that documents of the exchange are written in, by the names they declare. */
const ENCODINGS = new Set(['utf-8', 'utf8', 'us-ascii', 'tis-620', 'iso-8859-11', 'windows-874']);

/** The encoding that a document begins in; rejects with `text.encoding`. */
function encodingOf(bytes: Uint8Array): string {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const declared = /^\s*<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1];
  const name = declared?.toLowerCase() ?? 'utf-8';
  if (!ENCODINGS.has(name)) throw new WianError('text.encoding', name);
  return name;
}

const PIECE = 1 << 16;

/**
 * Reads a document. Throws a `WianError` for whatever is not well-formed (`exchange.malformed`), has a DOCTYPE or an entity of its own (`exchange.doctype`:
 * none is ever expanded), is larger than any document of the form, or is in an encoding that is not known (`text.encoding`).
 */
export function readTree(bytes: Uint8Array): Node {
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
  const parser = new SaxesParser({ xmlns: true, position: true });
  const bad = (why: string) => new WianError('exchange.malformed', `${parser.line}:${parser.column} ${why}`);
  const open: Node[] = [];
  let root: Node | null = null;
  let elements = 0;
  parser.on('error', (error) => {
    // An entity that nobody declared, or one that a DOCTYPE would have: neither is looked up.
    throw bad(error.message.replace(/^\d+:\d+: /, '').slice(0, 120));
  });
  parser.on('doctype', () => {
    throw new WianError('exchange.doctype');
  });
  parser.on('opentag', (tag) => {
    if (++elements > MOST.elements) throw bad(`more than ${MOST.elements} elements`);
    if (open.length >= MOST.depth) throw bad(`deeper than ${MOST.depth}`);
    const attributes = Object.values(tag.attributes);
    if (attributes.length > MOST.attributes) throw bad(`more than ${MOST.attributes} attributes`);
    const node: Node = {
      name: tag.local,
      uri: tag.uri,
      attributes: new Map(attributes.map(({ local, prefix, value }) => [prefix === 'xmlns' ? '' : local, value])),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const take = (text: string) => {
    const node = open.at(-1);
    if (!node) return;
    node.text += text;
    if (node.text.length > MOST.text && !BINARY.test(node.name)) throw bad(`${node.name} is too long`);
  };
  parser.on('text', take);
  parser.on('cdata', take);
  const decoded = (piece?: Uint8Array): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      throw new WianError('text.encoding', decoder.encoding);
    }
  };
  for (let at = 0; at < bytes.length; at += PIECE) parser.write(decoded(bytes.subarray(at, at + PIECE)));
  parser.write(decoded()).close();
  if (!root) throw bad('no element');
  return root;
}

/** The elements of this name anywhere in a document, itself among them. */
export function named(node: Node, name: string): Node[] {
  const found = node.name === name ? [node] : [];
  return [...found, ...node.children.flatMap((child) => named(child, name))];
}
