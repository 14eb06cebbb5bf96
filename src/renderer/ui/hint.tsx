import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import './hint.css';

interface HintProps {
  readonly text: string;
  readonly side?: 'top' | 'bottom' | 'inline-end';
  readonly children: ReactElement;
}

/** A short text beside a control on hover and on focus. Never the only place where something is said. */
export function Hint({ text, side = 'bottom', children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} delay={450} />
      <Tooltip.Portal>
        <Tooltip.Positioner side={side} sideOffset={6} className="layer-hint">
          <Tooltip.Popup className="hint">{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
