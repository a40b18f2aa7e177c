/** Repair of closed vocabularies (speed, labels, provinces): never of free text, names of persons, numbers or dates. */

/** Levenshtein distance of two short texts; `limit + 1` as soon as it must exceed `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const value = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + cost);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > limit) return limit + 1;
    previous = row;
  }
  return previous[b.length]!;
}

/** The one word of a closed list within `limit` edits of `text`; null where none or several are as near. */
export function closest(text: string, words: readonly string[], limit: number): { word: string; edits: number } | null {
  let best: { word: string; edits: number } | null = null;
  let tie = false;
  for (const word of words) {
    const edits = editDistance(text, word, limit);
    if (edits > limit) continue;
    if (best === null || edits < best.edits) {
      best = { word, edits };
      tie = false;
    } else if (edits === best.edits) {
      tie = true;
    }
  }
  return tie ? null : best;
}
