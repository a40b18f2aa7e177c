/**
 * What a screen, a terminal or a person could be misled by: control characters, those that turn the direction of writing round, and
 * whatever else has no look of its own. A line break stays one.
 */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

/** The text with U+FFFD for each unit of what has no look of its own: it keeps its length, and can be shown anywhere. */
export const shown = (text: string): string => text.replace(UNSEEN, ({ length }) => '\ufffd'.repeat(length));
