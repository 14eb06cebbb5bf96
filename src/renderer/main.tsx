import '@fontsource-variable/hanken-grotesk';
import './ui/tokens.css';
import './ui/base.css';
import './ui/logo.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LogoMark } from './ui/logo.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <main>
      <LogoMark size={64} title="Loadstone" />
      <h1>Loadstone</h1>
    </main>
  </StrictMode>,
);
