import type { Entry, Frame } from './text.js';

/** Text as it stands in HTML and in its quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const FONT = "font-family:'Sarabun','Leelawadee UI',Tahoma,sans-serif;color:#1f2933";
const GREY = 'color:#52606d';

const row = (text: string, style: string): string => `<div style="${style}">${escapeHtml(text)}</div>`;

function entryHtml({ number, head, alarming, title, rows, link }: Entry): string {
  const colour = alarming ? '#b42318' : '#1f5f99';
  const anchor = link
    ? `<div style="padding-top:6px"><a href="${escapeHtml(link)}" style="color:#1f5f99">เปิดหนังสือในระบบ</a></div>`
    : '';
  return [
    `<tr><td style="${FONT};font-size:16px;line-height:1.55;padding:12px 0;border-top:1px solid #cbd2d9">`,
    row(head, `font-weight:bold;color:${colour}`),
    row(`${number}. ${title}`, 'font-weight:bold'),
    ...rows.map((text) => row(text, 'padding-left:20px')),
    anchor,
    '</td></tr>',
  ].join('');
}

/**
 * A message as a mail programme shows it: one table without scripts, pictures, style sheets or anything from elsewhere, which Outlook and a telephone show
 * alike. Colour says nothing that the words do not.
 */
export function messageHtml({ subject, opening, closing }: Frame, entries: readonly Entry[]): string {
  const cell = (rows: readonly string[], style: string) =>
    `<tr><td style="${FONT};${style};padding:12px 0">${rows.map((text) => `<div>${escapeHtml(text)}</div>`).join('')}</td></tr>`;
  return [
    '<!DOCTYPE html><html lang="th"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(subject)}</title></head><body style="margin:0;padding:12px;background:#ffffff">`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px">',
    cell(opening, 'font-size:16px;line-height:1.55'),
    ...entries.map(entryHtml),
    cell(closing, `font-size:14px;line-height:1.5;border-top:1px solid #cbd2d9;${GREY}`),
    '</table></body></html>',
  ].join('\n');
}
