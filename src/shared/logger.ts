import type { WriteStream } from 'node:tty';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];

type Say = (message: string, fields?: Record<string, unknown>) => void;

/** One JSON object a line on standard error. Never given a letter's text. */
export function createLogger(
  level: LogLevel,
  stream: Pick<WriteStream, 'write'> = process.stderr,
): Record<Exclude<LogLevel, 'silent'>, Say> {
  const at = (name: LogLevel): Say => {
    if (LEVELS.indexOf(name) < LEVELS.indexOf(level)) return () => {};
    return (message, fields) => {
      stream.write(`${JSON.stringify({ time: new Date().toISOString(), level: name, message, ...fields })}\n`);
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
