/** Progress on standard error: one line that is drawn again on a terminal, a line for each step elsewhere. */
export interface Progress {
  /** `done` of `total` steps; `label` names what is being done. */
  update(done: number, total: number, label: string): void;
  /** Says something that stays. */
  note(text: string): void;
  end(): void;
}

const BAR = 24;

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) {
    let last = '';
    const write = (text: string) => {
      if (text !== last) stream.write(`${text}\n`);
      last = text;
    };
    return { update: (done, total, label) => write(`[${done}/${total}] ${label}`), note: write, end: () => {} };
  }
  const clear = () => stream.write('\r\u001b[2K');
  return {
    update(done, total, label) {
      const filled = total ? Math.round((BAR * done) / total) : 0;
      const room = Math.max(10, (stream.columns ?? 80) - BAR - 14);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
      clear();
      stream.write(`${bar} ${done}/${total} ${[...label].slice(0, room).join('')}`);
    },
    note(text) {
      clear();
      stream.write(`${text}\n`);
    },
    end: clear,
  };
}
