import '@fontsource-variable/hanken-grotesk';
import './ui/tokens.css';
import './ui/looks.css';
import './ui/base.css';
import './ui/logo.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startI18n } from './i18n/i18n.ts';
import { startSync } from './stores/sync.ts';
import { showFullTexts } from './ui/full-text.ts';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');

showFullTexts(document);
// What main is asked first is under way while the words are put in order.
const synced = startSync();
await startI18n();
await synced;
createRoot(element).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
