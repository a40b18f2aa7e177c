/**
 * How the time of composing letters grows with the text: hostile texts of doubling length, each a word of a letter repeated on one line, a
 * line each, or a page each. Prints the seconds of processor time and the growth from half to whole length; 2 is linear.   npx tsx bench/hostile.ts [LENGTH]
 */
import { composeLetters } from '../src/domain/compose.js';
import { hostileTexts } from '../test/support/hostile.js';
import { textPages } from '../test/support/text-pages.js';

const longest = Number(process.argv[2] ?? 200_000);

function seconds(text: string): number {
  const pages = textPages(text);
  const before = process.cpuUsage();
  composeLetters(pages);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

const rows = [...hostileTexts(longest)].map(({ name, text }) => {
  const half = text.slice(0, text.length / 2);
  seconds(text.slice(0, 2000));
  const short = Math.min(seconds(half), seconds(half));
  const long = Math.min(seconds(text), short < 0.2 ? seconds(text) : Number.POSITIVE_INFINITY);
  return { name, seconds: Number(long.toFixed(2)), growth: Number((long / Math.max(short, 0.001)).toFixed(1)) };
});
rows.sort((a, b) => b.seconds - a.seconds);
console.table(rows.slice(0, 40));
const worst = rows.filter(({ seconds, growth }) => growth > 3 && seconds > 0.5);
console.log(`${rows.length} texts of ${longest} characters, ${worst.length} of them grow faster than linear`);
