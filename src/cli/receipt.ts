import { WianError } from '../shared/errors.js';

/** A number as an argument: a receipt, or another that begins at `least`. Rejects with `record.not_found`. */
export const receiptOf = (id: string, least = 1): number => {
  const receipt = Number(id);
  if (id.trim() === '' || !Number.isInteger(receipt) || receipt < least) throw new WianError('record.not_found', id);
  return receipt;
};
