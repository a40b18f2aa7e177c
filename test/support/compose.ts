import type { PageReading } from '../../schemas/page.js';
import type { FileRecord, Letter } from '../../schemas/record.js';

/** Stands in for the rules that make letters of page text. */
export function composeTestFile(input: {
  file: string;
  sha256: string;
  pages: PageReading[];
  warnings: FileRecord['warnings'];
}): FileRecord {
  return {
    file: input.file,
    sha256: input.sha256,
    pages: input.pages.length,
    page: input.pages.map(({ number, source, lines, confidence, regions, error }) => ({
      number,
      source,
      text: lines.map(({ text }) => text).join('\n'),
      confidence,
      regions,
      ...(error && { error }),
    })),
    letters: lettersOf(input.pages),
    warnings: input.warnings,
  };
}

/** The letters that stand in the pages of a test's file. */
export const lettersOf = (pages: readonly PageReading[]): Letter[] =>
  pages.flatMap(({ lines }) => (lines[0] ? (JSON.parse(lines[0].text) as Letter[]) : []));
