import type { PageImage } from '../image.js';
import { squarePixels } from '../images.js';
import { SURELY_UPRIGHT, setUpright, type Upright } from './orientation.js';

/**
 * ITU-T T.4: a fax has 1728 dots a line of A4, which is 204 to the inch, and 98 lines to the inch (standard) or 196 (fine). A standard one
 * whose file does not say so is a picture half as high as its page: 1143 lines of A4, 1350 of a long sheet.
 */
const ACROSS = 204;
const DOWN = 98;
/** Pages that could be such ones, by height for width; A4 has 0.66. Others lie on their side. */
const LEAST = 0.45;
const MOST = 0.85;

/**
 * Sets a page upright (`setUpright`). A wide one that cannot be read as it is, is tried at its full height: print is read there with a mean
 * of 0.93 and more, squashed with 0.70 at most. What is read as it is costs nothing more.
 */
export async function setUprightAtFullHeight(image: PageImage): Promise<Upright | null> {
  const asItIs = await setUpright(image);
  const wide = image.height > image.width * LEAST && image.height < image.width * MOST;
  if (!wide || (asItIs && asItIs.confidence >= SURELY_UPRIGHT)) return asItIs;
  const tall = await setUpright(await squarePixels(image, ACROSS, DOWN));
  return tall && tall.confidence >= SURELY_UPRIGHT ? tall : asItIs;
}
