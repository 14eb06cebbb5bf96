import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { rowForKey } from './row-keys.ts';
import { useRem, useRowHeights } from './use-rem.ts';
import './pick-list.css';

/** A header is for the eye: keys go past it. */
export type PickItem<T> =
  | { readonly kind: 'option'; readonly key: string; readonly value: T }
  | { readonly kind: 'header'; readonly key: string; readonly text: string };

interface PickListProps<T> {
  readonly label: string;
  readonly items: readonly PickItem<T>[];
  readonly selected: string | null;
  readonly onSelect: (key: string, value: T) => void;
  /** Keys the list does not know itself. True: taken care of. */
  readonly onKey?: (event: KeyboardEvent, value: T) => boolean;
  readonly render: (value: T, selected: boolean) => ReactNode;
  /** Attributes of an option, for its looks. */
  readonly optionProps?: (value: T) => Readonly<Record<`data-${string}`, string | number | boolean | undefined>>;
  readonly optionClass: string;
  /** Rough heights in rem; what is on the screen is measured. */
  readonly height: number;
  readonly headerHeight?: number;
  readonly className?: string;
}

const pageStep = 8;

/** A list box of any length: arrows move, and what is chosen is what the panel beside it shows. */
export function PickList<T>(props: PickListProps<T>) {
  const { label, items, selected, onSelect, onKey, height, headerHeight = 2.25, className = '' } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const options = items.filter((item) => item.kind === 'option');
  const index = items.findIndex((item) => item.key === selected && item.kind === 'option');
  const unit = useRem();
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (items[at]?.kind === 'header' ? headerHeight : height) * unit,
    overscan: 8,
    getItemKey: (at) => items[at]?.key ?? at,
  });
  useRowHeights(virtual, unit);
  useEffect(() => {
    if (index >= 0) virtual.scrollToIndex(index);
  }, [virtual, index]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = options.findIndex((option) => option.key === selected);
    const held = options[at];
    if (held !== undefined && onKey?.(event, held.value) === true) {
      event.preventDefault();
      return;
    }
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
    const row = plain ? rowForKey(event.key, at, options.length - 1, pageStep) : null;
    const next = row === null ? undefined : options[row];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.key, next.value);
  };
  return (
    <div className={`pick-scroll ${className}`} ref={scroller}>
      <div
        role="listbox"
        className="pick-list"
        aria-label={label}
        aria-activedescendant={index >= 0 ? `${id}${selected}` : undefined}
        tabIndex={0}
        data-takes-focus
        style={{ blockSize: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const place = { 'data-index': row.index, style: { translate: `0 ${row.start}px` } };
          if (item.kind === 'header') {
            return (
              <div key={row.key} ref={virtual.measureElement} role="presentation" className="pick-header" {...place}>
                {item.text}
              </div>
            );
          }
          return (
            <Option
              key={row.key}
              {...props}
              ref={virtual.measureElement}
              item={item}
              id={`${id}${item.key}`}
              count={options.length}
              position={options.indexOf(item) + 1}
              place={place}
            />
          );
        })}
      </div>
    </div>
  );
}

interface OptionProps<T> extends PickListProps<T> {
  readonly ref: (element: HTMLElement | null) => void;
  readonly item: Extract<PickItem<T>, { readonly kind: 'option' }>;
  readonly id: string;
  readonly count: number;
  readonly position: number;
  readonly place: object;
}

function Option<T>({ ref, item, id, count, position, place, ...list }: OptionProps<T>) {
  const { key, value } = item;
  const on = key === list.selected;
  return (
    // Keys are handled by the list box, which holds the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={ref}
      id={id}
      role="option"
      className={`pick-option ${list.optionClass}`}
      aria-selected={on}
      aria-setsize={count}
      aria-posinset={position}
      tabIndex={-1}
      {...place}
      {...list.optionProps?.(value)}
      onClick={() => list.onSelect(key, value)}
    >
      {list.render(value, on)}
    </div>
  );
}
