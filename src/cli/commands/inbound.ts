import type { Command } from 'commander';
import type { InboundAnswer, InboundItem } from '../../../schemas/inbound.js';
import { receiptOf } from '../receipt.js';
import { withStore } from '../with-store.js';

const STATUS = { received: 'กำลังรับ', taken: 'รับแล้ว', known: 'เคยรับแล้ว', failed: 'รับไม่สำเร็จ' } as const;

function itemLines({ id, takenAt, status, name, sender, box, error, parts }: InboundItem): string {
  const head = `${id}  ${takenAt}  ${STATUS[status]}  ${name || '-'}${sender ? `  จาก ${sender}` : ''}  [${box || '.'}]`;
  const reasons = [
    ...(error ? [`${error.code}: ${error.message}`] : []),
    ...parts.map((part) => {
      const became = part.receipt === null ? '' : `ไฟล์ ${part.receipt}`;
      return `${part.name || '-'}: ${part.error ? `${part.error.code}: ${part.error.message}` : became}`;
    }),
  ];
  return [head, ...reasons.map((line) => `    ${line}`)].join('\n');
}

const visitLine = ({ box, lookedAt, error }: InboundAnswer['visits'][number]): string =>
  `${box}: ${error ? `${error.code}: ${error.message}` : `ดูล่าสุด ${lookedAt ?? '-'}`}`;

/** `wian inbound`: what came in by the watched folder and the mailbox. */
export function addInboundCommands(program: Command): void {
  const store = ['--store <folder>', 'the store, instead of WIAN_STORE'] as const;
  const inbound = program
    .command('inbound')
    .description('หนังสือที่เข้ามาเอง: what came in by the watched folder and the mailbox, the newest first')
    .option(...store)
    .option('--failed', 'only what could not be taken')
    .option('--json', 'one JSON object')
    .action(async (options: { store?: string; failed?: boolean; json?: boolean }) => {
      await withStore(options, false, async (client) => {
        const answer = await client.inbound({ failed: options.failed ? 'true' : 'false' });
        if (options.json) return void process.stdout.write(`${JSON.stringify(answer)}\n`);
        const lines = [...answer.visits.map(visitLine), ...answer.items.map(itemLines)];
        process.stdout.write(`${lines.join('\n') || 'ยังไม่มี (nothing yet)'}\n`);
      });
    });

  inbound
    .command('retry')
    .description('ลองใหม่: take a mail in again that failed, from what was kept of it')
    .argument('<id>')
    .option(...store)
    .action(async (id: string, options: { store?: string }) => {
      await withStore(options, true, async (client) => client.retryInbound(receiptOf(id)));
    });
}
