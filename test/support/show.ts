import { selectCorrections, selectExportedPages } from '../../src/circulars/circulars.repo.js';
import { listCirculars } from '../../src/circulars/lists.usecases.js';
import { machine } from '../../src/people/actor.js';
import type { TestStore } from './store.js';

/** One file as the program itself sees it, with its pages and with what people corrected in it. */
export async function showCircular(store: Pick<TestStore, 'db' | 'clock'>, { receipt }: { receipt: number }) {
  const [file] = await listCirculars(store, { after: receipt - 1, limit: 1, actor: machine('test') });
  if (file?.receipt !== receipt) throw new Error(`there is no file of receipt ${receipt}`);
  const page = await selectExportedPages(store.db, receipt);
  return { ...file, page, corrections: await selectCorrections(store.db, receipt) };
}
