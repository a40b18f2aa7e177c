import type { InferenceSession, TensorConstructor } from 'onnxruntime-node';

/** The part of onnxruntime that the recogniser uses; both builds have it. */
export interface Ort {
  InferenceSession: { create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession> };
  Tensor: TensorConstructor;
}

/** The onnxruntime in use: the native binary, or WebAssembly where none fits the machine. */
export interface Runtime {
  kind: 'native' | 'wasm';
  ort: Ort;
  /** Why the native binary was not taken. */
  reason?: string;
}

let opened: Promise<Runtime> | undefined;

/** The runtime of this process, chosen once. */
export const runtime = (): Promise<Runtime> => (opened ??= chooseRuntime(() => import('onnxruntime-node')));

/**
 * The native runtime where its binary loads (no binary for the platform, an old C library: the import fails), else the same model on
 * WebAssembly, some nine times slower. Both lie in their packages; nothing is fetched.
 */
export async function chooseRuntime(native: () => Promise<{ default: Ort }>): Promise<Runtime> {
  try {
    return { kind: 'native', ort: (await native()).default };
  } catch (cause) {
    const { default: web } = await import('onnxruntime-web');
    // A page reader has one core; threads of its own would need workers as well.
    web.env.wasm.numThreads = 1;
    return { kind: 'wasm', ort: web, reason: cause instanceof Error ? cause.message : String(cause) };
  }
}
