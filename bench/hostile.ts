/**
 * How the time of composing letters grows with the text: hostile texts of doubling length, each a word of a letter repeated on one line, a
 * line each, or a page each. Prints the seconds and the growth from half to whole length; 2 is linear.   npx tsx bench/hostile.ts [LENGTH]
 */
import { composeLetters } from '../src/domain/compose.js';
import { hostileTexts } from '../test/support/hostile.js';
import { textPages } from '../test/support/text-pages.js';

const longest = Number(process.argv[2] ?? 200_000);

function seconds(text: string): number {
  const pages = textPages(text);
  const started = performance.now();
  composeLetters(pages);
  return (performance.now() - started) / 1000;
}

const rows = [...hostileTexts(longest)].map(({ name, text }) => {
  const half = text.slice(0, text.length / 2);
  seconds(text.slice(0, 2000));
  const [short, long] = [Math.min(seconds(half), seconds(half)), seconds(text)];
  return { name, seconds: Number(long.toFixed(2)), growth: Number((long / Math.max(short, 0.001)).toFixed(1)) };
});
rows.sort((a, b) => b.seconds - a.seconds);
console.table(rows.slice(0, 40));
const worst = rows.filter(({ seconds, growth }) => growth > 3 && seconds > 0.5);
console.log(`${rows.length} texts of ${longest} characters, ${worst.length} of them grow faster than linear`);
