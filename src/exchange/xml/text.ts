const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers make one blank or line end of these.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text as it stands in an element or attribute; what XML 1.0 cannot hold becomes U+FFFD. */
export const escaped = (text: string): string =>
  text
    // the characters that XML 1.0 excludes
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"\r\n\t]/g, (char) => ESCAPES[char]!);

/** A name of somebody else's document, short enough for a message. */
export const name = (text: string): string => text.slice(0, 60);
