import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The blue of official stationery; white on the sixth shade and darker has a contrast of more than 4.5. */
const navy: MantineColorsTuple = [
  '#eef4fa',
  '#dbe7f2',
  '#b6cfe6',
  '#8fb6d9',
  '#6d9fcc',
  '#457fb3',
  '#2f6a9f',
  '#1f4e79',
  '#193f63',
  '#12304c',
];

export const theme = createTheme({
  colors: { navy },
  primaryColor: 'navy',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  fontFamily: 'Sarabun, "TH Sarabun New", "Noto Sans Thai", Tahoma, sans-serif',
  fontFamilyMonospace: 'ui-monospace, Consolas, monospace',
  headings: { fontFamily: 'Sarabun, "TH Sarabun New", Tahoma, sans-serif', fontWeight: '700' },
  // Thai letters carry marks above and below: small print and tight lines run into one another.
  fontSizes: { xs: '0.875rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  lineHeights: { xs: '1.55', sm: '1.6', md: '1.65', lg: '1.65', xl: '1.6' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // A menu may hold its items alone: the empty element that would take the focus first is none, and the first item takes it as well.
  components: { Menu: { defaultProps: { withInitialFocusPlaceholder: false } } },
});

/** The writing on a light ground of each colour, and of outlines: Mantine's own are too pale for small print. */
const INK = {
  light: {
    navy: '#1f4e79',
    blue: '#174f85',
    gray: '#495057',
    red: '#a61e1e',
    orange: '#8a3b00',
    yellow: '#6b4a00',
    green: '#1d6130',
    teal: '#0a5f49',
    grape: '#7a2690',
  },
  dark: {
    navy: '#b6cfe6',
    blue: '#a5d8ff',
    gray: '#ced4da',
    red: '#ffc9c9',
    orange: '#ffd8a8',
    yellow: '#ffec99',
    green: '#b2f2bb',
    teal: '#96f2d7',
    grape: '#eebefa',
  },
} as const;

const inks = (scheme: 'light' | 'dark') =>
  Object.fromEntries(
    Object.entries(INK[scheme]).flatMap(([name, value]) => [
      [`--mantine-color-${name}-light-color`, value],
      [`--mantine-color-${name}-outline`, value],
      [`--mantine-color-${name}-text`, value],
    ]),
  );

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...inks('light'),
    '--mantine-color-dimmed': '#545c64',
    '--mantine-color-placeholder': '#646c74',
    '--mantine-color-error': '#a61e1e',
    '--mantine-color-anchor': '#1f4e79',
  },
  dark: {
    ...inks('dark'),
    '--mantine-color-dimmed': '#b4bac1',
    '--mantine-color-placeholder': '#a0a6ad',
    '--mantine-color-error': '#ffa8a8',
    '--mantine-color-anchor': '#9cc4ea',
  },
});
