/** How two rows of characters lie beside each other: `places[i]` is where the i-th of `a` stands in `b`, -1 where nothing does. */
export interface Aligned {
  edits: number;
  places: number[];
}

/** The alignment with the fewest edits, by Levenshtein's table; for lines of a few hundred characters. */
export function align(a: readonly string[], b: readonly string[]): Aligned {
  const wide = b.length + 1;
  const table = new Uint16Array((a.length + 1) * wide);
  for (let j = 0; j < wide; j++) table[j] = j;
  for (let i = 1; i <= a.length; i++) {
    table[i * wide] = i;
    for (let j = 1; j < wide; j++) {
      const beside = table[(i - 1) * wide + j - 1]! + Number(a[i - 1] !== b[j - 1]);
      const without = Math.min(table[(i - 1) * wide + j]!, table[i * wide + j - 1]!) + 1;
      table[i * wide + j] = Math.min(beside, without);
    }
  }
  const places = new Array<number>(a.length).fill(-1);
  for (let i = a.length, j = b.length; i > 0 && j > 0; ) {
    const here = table[i * wide + j]!;
    if (here === table[(i - 1) * wide + j - 1]! + Number(a[i - 1] !== b[j - 1])) places[--i] = --j;
    else if (here === table[(i - 1) * wide + j]! + 1) i--;
    else j--;
  }
  return { edits: table[a.length * wide + b.length]!, places };
}
