import { type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import { WianError } from '../shared/errors.js';

/** What hangs on a mail. `skipped`: it is no paper, and stays in the mail alone. */
export interface MailPart {
  name: string;
  content: Uint8Array;
  skipped: string | null;
}

/** A mail, taken apart. */
export interface Mail {
  subject: string | null;
  from: string | null;
  messageId: string | null;
  parts: MailPart[];
}

/** A forwarded mail may hold one that was forwarded itself. */
const DEEPEST = 5;
/** Parts that are no papers, with what they are: they come with every mail of some programs. */
const NO_PAPER: Readonly<Record<string, string>> = {
  'application/pkcs7-signature': 'signature',
  'application/x-pkcs7-signature': 'signature',
  'application/pgp-signature': 'signature',
  'application/ms-tnef': 'winmail.dat',
  'application/vnd.ms-tnef': 'winmail.dat',
};

/** Takes a mail apart, forwarded ones in it too. Throws `inbound.mail_unreadable`. */
export async function readMail(raw: Uint8Array, depth = 0): Promise<Mail> {
  let mail: ParsedMail;
  try {
    mail = await simpleParser(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      checksumAlgo: false,
    });
  } catch (error) {
    throw new WianError('inbound.mail_unreadable', undefined, { cause: error });
  }
  const parts: MailPart[] = [];
  for (const attachment of mail.attachments) parts.push(...(await partsOf(attachment, depth)));
  return {
    subject: mail.subject?.trim() || null,
    from: mail.from?.text.trim() || null,
    messageId: mail.messageId?.trim() || null,
    parts: parts.map((part, at) => ({ ...part, name: part.name || `ไฟล์แนบ ${at + 1}` })),
  };
}

async function partsOf(attachment: Attachment, depth: number): Promise<MailPart[]> {
  const { contentType, content, filename } = attachment;
  if (contentType === 'message/rfc822' && depth < DEEPEST) return (await readMail(content, depth + 1)).parts;
  // A picture that the text shows (a logo under the signature) hangs on the text, not on the mail.
  const skipped = NO_PAPER[contentType] ?? (attachment.related ? 'inline' : null);
  return [{ name: filename?.trim() ?? '', content, skipped }];
}
