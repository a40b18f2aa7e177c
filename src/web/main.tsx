import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { printLight } from './ui/paper.js';

// Before anything is drawn, so that nobody who works in the dark is dazzled; Mantine keeps it from here on.
const kept = localStorage.getItem('mantine-color-scheme-value');
const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
printLight();

createRoot(document.getElementById('root')!).render(<App />);
