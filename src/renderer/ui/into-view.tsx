import { useEffect, useRef, type ReactNode } from 'react';
import './into-view.css';

/** Comes into view, and is read, as soon as it is there: it may lie below what was pressed. */
export function IntoView({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place} className="into-view" tabIndex={-1}>
      {children}
    </div>
  );
}
