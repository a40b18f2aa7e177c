// A page reader that does what its "file" is named for, to try how the pool copes. It speaks the protocol of schemas/reader.ts.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';

const page = (number) => ({
  number,
  source: 'ocr',
  width: 1,
  height: 1,
  rotation: 0,
  lines: [{ text: `หน้า ${number} by ${process.pid}`, bbox: null, confidence: 1 }],
  regions: [],
  confidence: 1,
  warnings: [],
});

function answer(task, bytes, extra = {}) {
  writeFileSync(task.out, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  process.send({ id: task.id, rss: process.memoryUsage.rss(), sha256, ...extra });
}

const RESULT = {
  page: (task) => JSON.stringify(page(task.page)),
  inspect: () => JSON.stringify(INSPECTION),
  searchable: (task) => `%PDF of ${task.type} with ${task.pages.length} pages`,
};
const good = (task) => answer(task, RESULT[task.kind](task));
const INSPECTION = { type: 'pdf', pages: [{ number: 1, source: 'ocr' }], warnings: [] };

const DOES = {
  good,
  hang: () => {
    for (;;);
  },
  exit: () => process.exit(3),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  heap: () => {
    const keep = [];
    for (;;) keep.push(new Array(1e6).fill(keep.length));
  },
  'bad-json': (task) => answer(task, '{"number": 1,'),
  'wrong-shape': (task) => answer(task, '{"number": "one"}'),
  'wrong-hash': (task) => answer(task, JSON.stringify(page(1)), { sha256: '0'.repeat(64) }),
  'no-file': (task) => process.send({ id: task.id, rss: 1, sha256: '0'.repeat(64) }),
  nonsense: () => process.send({ hello: 'there' }),
  'other-id': (task) => answer({ ...task, id: task.id + 1 }, JSON.stringify(page(1))),
  final: (task) => process.send({ id: task.id, rss: 1, error: { code: 'pdf.encrypted', detail: 'why' } }),
  'unknown-code': (task) => process.send({ id: task.id, rss: 1, error: { code: 'toString' } }),
  fat: (task) => answer(task, JSON.stringify(page(task.page)), { rss: 2 ** 40 }),
  slow: (task) => setTimeout(() => good(task), 300),
  slower: (task) => setTimeout(() => good(task), 1500),
};

process.on('disconnect', () => process.exit(0));
process.on('message', (task) => {
  const [does, log] = task.path.split('|');
  if (log) appendFileSync(log, `${task.kind}${task.page ?? ''}\n`);
  // A path that exists is a switch: crash while it is there.
  if (does.startsWith('/')) return existsSync(does) ? process.exit(1) : good(task);
  DOES[does](task);
});
