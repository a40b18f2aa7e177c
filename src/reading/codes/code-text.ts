import { shown } from '../shown.js';
import { decodeText } from '../text-file.js';

/** The largest QR code holds 7,089 digits, or 4,296 letters. What is longer is cut off. */
const MOST_TEXT = 4300;

/**
 * The content of a QR code as text that can be shown anywhere: NFC, each character without a look of its own replaced by U+FFFD (so that
 * an address that had one is none any more), and no longer than the largest code.
 * @param bytes what the code holds; @param text what the decoder makes of it; @param declared whether the code names its encoding
 */
export function codeText(bytes: Uint8Array, text: string, declared: boolean): string {
  const content = declared ? text : (decoded(bytes) ?? text);
  return shown(content.replace(/\r\n?/g, '\n')).normalize('NFC').trim().slice(0, MOST_TEXT);
}

/** Codes made in Thailand hold UTF-8, old ones TIS-620; null for what is neither. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return decodeText(bytes).text;
  } catch {
    return null;
  }
}
