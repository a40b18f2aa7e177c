import { lazy } from 'react';

/** Charts, fetched when the first is drawn: they are the heaviest part. Used within `FigureWithTable`, which waits for them. */
export const BarChart = lazy(async () => ({ default: (await import('./charts-drawn.js')).BarChart }));
export const LineChart = lazy(async () => ({ default: (await import('./charts-drawn.js')).LineChart }));
