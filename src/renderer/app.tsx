import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import { useAnnouncer } from './stores/announcer.ts';
import { tellRecovered } from './stores/sync.ts';
import { Shell } from './features/shell/shell.tsx';
import { Toaster } from './ui/toaster.tsx';

export function App() {
  // Not before there is a place for messages.
  useEffect(() => void tellRecovered(), []);
  return (
    // The window's policy allows no style elements; base.css holds the one rule they would carry.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider>
        <Shell />
        <Toaster />
        <Announcer />
      </Tooltip.Provider>
    </CSPProvider>
  );
}

/** Two regions in turn: a region that is given the same words again stays silent. */
function Announcer() {
  const { text, turn } = useAnnouncer();
  return (
    <div className="sr-only" aria-live="polite">
      <p>{turn % 2 === 0 ? text : ''}</p>
      <p>{turn % 2 === 1 ? text : ''}</p>
    </div>
  );
}
