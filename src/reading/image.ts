/** A decoded page image: rows of interleaved 8-bit samples, 1 (grey) or 3 (RGB) a pixel. */
export interface PageImage {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 3;
  /** Dots per inch where known: pixels ÷ page inches, or as the image file says. */
  dpi: number | null;
}
