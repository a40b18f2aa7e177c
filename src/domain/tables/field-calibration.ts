import type { FieldCalibration } from '../confidence.js';

/** Written by `npm run bench:confidence -- --write`; n values each. */
export const FIELD_CALIBRATION: FieldCalibration = {};
