const SCHEME = 'data-mantine-color-scheme';

/**
 * Paper is white: while the page is printed it is shown as by day, also to whoever works in the dark. By the attribute that all colours follow, since the
 * dark ones are set by it on every part.
 */
export function printLight(): void {
  const root = document.documentElement;
  let before: string | null = null;
  const begin = () => {
    before ??= root.getAttribute(SCHEME);
    root.setAttribute(SCHEME, 'light');
  };
  const end = () => {
    if (before !== null) root.setAttribute(SCHEME, before);
    before = null;
  };
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  matchMedia('print').addEventListener('change', ({ matches }) => (matches ? begin() : end()));
}
