import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useCalibration } from '../../../src/reading/recognise/calibrate.js';
import { decode } from '../../../src/reading/recognise/decode.js';

const classes = ['', 'ส', 'ว', 'น', ' ', '่', '้'];
/** One frame an entry: the class and its probability; what is left goes to the second class. */
const scores = (...frames: [string, number, string][]) => {
  const data = new Float32Array(frames.length * classes.length);
  frames.forEach(([best, p, second], f) => {
    data[f * classes.length + classes.indexOf(best)] = p;
    data[f * classes.length + classes.indexOf(second)]! += 1 - p;
  });
  return { classes, frames: frames.length, data, hand: new Float32Array(frames.length) };
};

describe('decode', () => {
  // What is tested here is where a probability comes from, not what it is worth.
  beforeAll(() => useCalibration(null));
  afterAll(() => useCalibration(undefined));

  it('keeps a tone mark that the blank outweighs', () => {
    const read = decode(scores(['ส', 0.9, ''], ['', 0.55, '่'], ['ว', 0.9, ''], ['น', 0.9, '']));
    expect(read.text).toBe('ส่วน');
    expect(read.p[1]).toBeCloseTo(0.45);
  });

  it.each([
    ['a faint one', scores(['ส', 0.9, ''], ['', 0.65, '่'], ['ว', 0.9, ''], ['น', 0.9, ''])],
    ['one before every letter', scores(['', 0.55, '่'], ['ส', 0.9, ''], ['ว', 0.9, ''], ['น', 0.9, ''])],
    ['another character', scores(['ส', 0.9, ''], ['', 0.55, 'น'], ['ว', 0.9, ''], ['น', 0.9, ''])],
  ])('does not take %s', (_, given) => {
    expect(decode(given).text).toBe('สวน');
  });

  it('does not put a second tone on a letter that has one', () => {
    const read = decode(scores(['ส', 0.9, ''], ['่', 0.9, ''], ['', 0.55, '้'], ['ว', 0.9, ''], ['น', 0.9, '']));
    expect(read.text).toBe('ส่วน');
  });
});
