import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { chooseRuntime, type Ort, runtime } from '../../../src/reading/recognise/runtime.js';
import { packageRoot } from '../../../src/shared/package-root.js';
import { drawPage } from '../../support/page-image.js';

/** A machine for which onnxruntime-node has no binary. */
vi.mock('onnxruntime-node', () => {
  throw new Error('libonnxruntime.so.1: cannot open shared object file');
});

const LETTER = ['ที่ มท ๐๘๑๖.๓/ว ๑๔๕๗๙', 'ภายในวันที่ ๓๐ เมษายน ๒๕๖๘'];

/** Probabilities for a strip of grey bars, from the model by one runtime. */
async function bars({ InferenceSession, Tensor }: Ort): Promise<Float32Array> {
  const model = await readFile(join(packageRoot, 'src/reading/model/recogniser.int8.onnx'));
  const session = await InferenceSession.create(model);
  const strip = Uint8Array.from({ length: 48 * 400 }, (_, i) =>
    (i % 400) % 13 < 5 && i > 4000 && i < 15_000 ? 30 : 240,
  );
  const { [session.outputNames[0]!]: y } = await session.run({
    [session.inputNames[0]!]: new Tensor('uint8', strip, [1, 1, 48, 400]),
  });
  return y!.data as Float32Array;
}

describe('the runtime of the recogniser', () => {
  const fetched = vi.fn(() => Promise.reject(new Error('no network')));
  beforeEach(() => void vi.stubGlobal('fetch', fetched));
  afterEach(() => void vi.unstubAllGlobals());

  it('is the native one where its binary loads', async () => {
    const native = () => vi.importActual<{ default: Ort }>('onnxruntime-node');
    expect(await chooseRuntime(native)).toMatchObject({ kind: 'native' });
  });

  it('is WebAssembly where it does not, with the reason, and reads the same letter without fetching anything', async () => {
    expect(await runtime()).toMatchObject({ kind: 'wasm', reason: expect.any(String) });
    const letter = await drawPage((pen) => {
      for (const [i, line] of LETTER.entries()) pen.fillText(line, 120, 200 + i * 70);
    });
    const { lines } = await recognisePage(letter);
    expect(lines.map(({ text }) => text.replace(/\s+/g, ''))).toEqual(LETTER.map((text) => text.replace(/\s+/g, '')));
    expect(fetched).not.toHaveBeenCalled();
  });

  it('gives the same probabilities either way', async () => {
    const { default: native } = await vi.importActual<{ default: Ort }>('onnxruntime-node');
    const { ort: wasm, ...rest } = await chooseRuntime(() => Promise.reject(new Error('no binary')));
    expect(rest).toEqual({ kind: 'wasm', reason: 'no binary' });
    const [one, other] = [await bars(native), await bars(wasm)];
    expect(other.length).toBe(one.length);
    expect(Math.max(...one.map((p, i) => Math.abs(p - other[i]!)))).toBeLessThan(1e-3);
  });
});
