import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { packageRoot } from '../../shared/package-root.js';
import { type Ort, runtime } from './runtime.js';
import { STRIP_HEIGHT, type Strip } from './strip.js';

const MODEL = join(packageRoot, 'src/reading/model/recogniser.int8.onnx');
const VOCABULARY = join(packageRoot, 'src/reading/model/recogniser.voc.json');

/** The network's columns a frame: a frame stands for this many columns of the strip. */
export const STRIDE = 4;

/**
 * Class probabilities, `frames` rows of `classes.length` columns, and for each frame the probability of handwriting. Class 0 is the blank;
 * a class may be two characters (vowel and tone).
 */
export interface Scores {
  classes: readonly string[];
  frames: number;
  data: Float32Array;
  hand: Float32Array;
}

let opened: Promise<{ ort: Ort; session: InferenceSession; classes: string[] }> | undefined;

/** Loads the model once a process, one thread: pages run side by side in processes of their own. */
async function open() {
  const [{ ort }, model, vocabulary] = await Promise.all([runtime(), readFile(MODEL), readFile(VOCABULARY, 'utf8')]);
  const session = await ort.InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  });
  return { ort, session, classes: JSON.parse(vocabulary) as string[] };
}

/** Runs one strip through the network. */
export async function score(strip: Strip): Promise<Scores> {
  opened ??= open();
  const { ort, session, classes } = await opened;
  const input = new ort.Tensor('uint8', strip.data, [1, 1, STRIP_HEIGHT, strip.width]);
  const { y, hand } = await session.run({ x: input });
  const data = y!.data as Float32Array;
  return { classes, data, frames: data.length / classes.length, hand: hand!.data as Float32Array };
}
