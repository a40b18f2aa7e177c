import { useEffect, useRef } from 'react';
import { pageTextAnswer } from '../../../schemas/check.js';
import type { Evidence } from '../../../schemas/common.js';
import { useGet } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Loading } from '../ui/loading.js';
import classes from './check.module.css';

interface Props {
  receipt: number;
  page: number;
  lit: readonly Evidence[];
  name: string;
}

/** A page of a text file, which has no picture: its lines, those that a field was read from lit. */
export function PageText({ receipt, page, lit, name }: Props) {
  const text = useGet(pageTextAnswer, `/api/files/${receipt}/pages/${page}/text`);
  const first = useRef<HTMLElement>(null);
  const marks = lit.map((one) => one.text.trim()).filter((one) => one !== '');
  const place = marks.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolled when another place is lit
  useEffect(() => {
    // Given back it would be taken for a cleanup: newer browsers answer with a promise.
    first.current?.scrollIntoView({ block: 'center' });
  }, [place]);
  if (text.isPending) return <Loading />;
  if (text.isError) return <ErrorNotice error={text.error} retry={text.refetch} />;
  const lines = text.data.lines.map((line, at) => ({ line, at, marked: marks.some((mark) => line.includes(mark)) }));
  const top = lines.find(({ marked }) => marked)?.at;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keys
    <section className={classes.window} tabIndex={0} aria-label={`ข้อความหน้า ${page}`}>
      <div className={classes.text}>
        {lines.map(({ line, at, marked }) =>
          marked ? (
            <mark key={at} ref={at === top ? first : undefined} className={classes.litLine} title={name}>
              {line}
              {'\n'}
            </mark>
          ) : (
            <span key={at}>
              {line}
              {'\n'}
            </span>
          ),
        )}
      </div>
    </section>
  );
}
