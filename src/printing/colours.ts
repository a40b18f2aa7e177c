/** Red, green and blue from 0 to 1, as PDF takes them. Marks of secrecy and speed are red (ข้อ 28, ระเบียบรักษาความลับฯ ข้อ 12). */
export const WINE = [0.78, 0.06, 0.1] as const;
/** Ink of the receive stamp. */
export const STAMP_BLUE = [0.1, 0.2, 0.6] as const;
