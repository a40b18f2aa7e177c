import type { OrganisationKind } from '../../../schemas/organisations.js';
import type { Gazetteer } from '../gazetteer/gazetteer.js';
import { CENTRAL_HEADS, HEADS_OF } from '../tables/recipient-titles.js';
import { normalForm, withoutBlanks } from '../text.js';
import { type Answer, resolvedAs } from './answer.js';
import { oneNamed } from './names.js';
import type { Sender } from './sender.js';

const CENTRAL: readonly OrganisationKind[] = ['ministry', 'department', 'agency'];

/** A central body by its name or by the title of its head: เลขาธิการ ก.พ.ร., ผู้อำนวยการสำนักงบประมาณ, สำนักงาน ก.พ. */
export function centralBody(printed: string, sender: Sender, gazetteer: Gazetteer): Answer | null {
  const text = normalForm(printed).trim();
  const head = gazetteer.get(HEADS_OF[withoutBlanks(text)] ?? '');
  if (head) return resolvedAs([head], 0.98);
  for (const [title, befores] of CENTRAL_HEADS) {
    if (!text.startsWith(title)) continue;
    for (const before of befores) {
      const name = `${before}${text.slice(title.length).trim()}`;
      const { found, sure } = oneNamed(name, CENTRAL, null, sender, gazetteer);
      if (found) return resolvedAs([found], sure);
    }
  }
  return null;
}
