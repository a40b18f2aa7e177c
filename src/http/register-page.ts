import type { CircularSummary, DeadlineItem } from '../../schemas/api.js';
import type { Resolved } from '../../schemas/due.js';
import type { Families } from '../../schemas/families.js';
import { daysBetween } from '../domain/calendar.js';
import { formatThaiDate } from '../domain/dates.js';
import { leftUntil, SPEED_LABEL, STATE_LABEL, toCheck } from '../domain/labels.js';
import { relayChecks } from '../domain/relay/checks.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char]!);
const day = (iso: string | null) => (iso ? formatThaiDate(iso, { digits: 'thai' }) : '-');

const STYLE = `
body { font: 16px/1.5 "TH Sarabun New", Sarabun, system-ui, sans-serif; margin: 1rem auto; max-width: 72rem; padding: 0 1rem; color: #1b1b1b; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid #ccc; }
th { background: #f2f2f2; } .check { color: #8a3b00; } .urgent { color: #b00020; font-weight: 600; } .scroll { overflow-x: auto; } td:last-child { min-width: 16rem; }
`;

const row = (cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
const table = (heads: string[], rows: string[]) =>
  `<div class="scroll"><table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;

const spanOf = ({ dueOn, lastOn }: Resolved) => (dueOn && lastOn ? daysBetween(dueOn, lastOn) : 0);

/**
 * The receive register and the deadlines, to look at: one page of HTML without scripts. What it shows is escaped. `next` is the
 * query of the files that follow.
 */
export function registerPage(
  files: CircularSummary[],
  deadlines: DeadlineItem[],
  families: Families,
  asOf: string,
  next: string | null,
): string {
  const register = files.flatMap((file) => {
    const letters = file.letters.filter(({ kind }) => kind !== 'attachment');
    if (letters.length === 0) {
      const what = file.error ? `<span class="check">${escapeHtml(file.error.message)}</span>` : `${file.status}`;
      return [row([String(file.receipt), '-', '-', '-', escapeHtml(file.name), '-', what])];
    }
    return letters.map((letter, n) => {
      const checks = relayChecks(families, `${file.receipt}#${n}`);
      return row([
        String(file.receipt),
        escapeHtml(letter.reference?.normalized ?? letter.reference?.raw ?? '-'),
        day(letter.date),
        escapeHtml(letter.issuer?.name ?? '-'),
        escapeHtml(letter.subject ?? '-'),
        letter.speed ? `<span class="urgent">${SPEED_LABEL[letter.speed]}</span>` : '-',
        `<span class="check">${escapeHtml([...checks, ...toCheck(letter, checks.length > 0)].join(' · ')) || '-'}</span>`,
      ]);
    });
  });
  const due = deadlines.map(({ deadline, letter, daysLeft, state, resolved }) => {
    const when = `${resolved.estimate ? 'ประมาณ ' : ''}${day(resolved.dueOn)}`;
    return row([
      state === 'live' ? when : `<s>${when}</s> ${STATE_LABEL[state]}`,
      daysLeft === null || state !== 'live' ? '-' : leftUntil(daysLeft, spanOf(resolved)),
      escapeHtml(letter.subject ?? '-'),
      escapeHtml(deadline.text),
      escapeHtml([resolved.reason, ...resolved.warnings.map(({ message }) => message)].join(' · ')),
    ]);
  });
  return `<!doctype html><html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>เวียน</title><style>${STYLE}</style></head><body>
<h1>เวียน</h1><h2>ทะเบียนหนังสือรับ</h2>${table(['เลขรับ', 'เลขที่หนังสือ', 'ลงวันที่', 'จาก', 'เรื่อง', 'ชั้นความเร็ว', 'ต้องตรวจ'], register)}${next === null ? '' : `<p><a href="${escapeHtml(next)}">ถัดไป</a></p>`}
<h2>กำหนดเวลา ณ วันที่ ${day(asOf)}</h2>${table(['วันที่', 'เหลือ', 'เรื่อง', 'ข้อความในหนังสือ', 'วิธีนับ'], due)}</body></html>`;
}
