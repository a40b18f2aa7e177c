import { z } from 'zod';

/** A calendar day, ISO 8601 in the Gregorian calendar: `2025-01-27`. */
export const isoDate = z.iso.date();

/** A probability, 0 to 1: how often a person would leave the value as it is. */
export const probability = z.number().min(0).max(1);

/** A box in fractions of the page, from its upper left corner: [x0, y0, x1, y1]. */
export const box = z.tuple([probability, probability, probability, probability]);
export type Box = z.infer<typeof box>;

/** Where a value was read. `bbox` is null for text input; `text` is what stands there, as printed. */
export const evidence = z.object({ page: z.int().min(1), bbox: box.nullable(), text: z.string() });
export type Evidence = z.infer<typeof evidence>;

/** Another reading that stands beside the value given. */
export const alternative = z.object({ value: z.unknown(), confidence: probability, why: z.string() });
export type Alternative = z.infer<typeof alternative>;

/** What a clerk should look at. `code` is stable, `message` is Thai. */
export const warning = z.object({ code: z.string(), field: z.string().nullable(), message: z.string() });
export type Warning = z.infer<typeof warning>;

/** ชั้นความเร็ว (สารบรรณ ข้อ 28). */
export const speed = z.enum(['most-urgent', 'very-urgent', 'urgent']);
export type Speed = z.infer<typeof speed>;

/** ชั้นความลับ (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544). */
export const secrecy = z.enum(['top-secret', 'secret', 'confidential']);
export type Secrecy = z.infer<typeof secrecy>;

/** What every judged item carries. */
export const judged = {
  confidence: probability,
  evidence: z.array(evidence),
  alternatives: z.array(alternative).optional(),
};

/** What is wrong in one line of a list that was to be imported; `line` 1 is its header. */
export const problem = z.object({
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});
