/** Runs `work` on at most `width` items at once and yields the results in the order of the items. */
export async function* inOrder<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  let next = 0;
  const start = () => {
    if (next < items.length) {
      const result = work(items[next++]!);
      // A rejection is met when its turn comes; until then it is not unhandled.
      result.catch(() => {});
      running.push(result);
    }
  };
  for (let i = 0; i < width; i++) start();
  while (running.length > 0) {
    yield await running.shift()!;
    start();
  }
}
