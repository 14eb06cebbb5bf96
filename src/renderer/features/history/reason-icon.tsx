import {
  ArrowDownToLine,
  ArrowUpCircle,
  Eraser,
  FileHeart,
  FilePlus2,
  History,
  Layers,
  ListOrdered,
  Pin,
  PinOff,
  Power,
  PowerOff,
  Redo2,
  RotateCcw,
  Sprout,
  Swords,
  Trash2,
  Undo2,
  Wrench,
  type LucideIcon,
} from 'lucide-react';
import type { GenerationReason } from '../../../shared/model.ts';

const icons = {
  start: Sprout,
  install: ArrowDownToLine,
  update: ArrowUpCircle,
  enable: Power,
  disable: PowerOff,
  remove: Trash2,
  reorder: ListOrdered,
  'choose-winner': Swords,
  pin: Pin,
  unpin: PinOff,
  revert: History,
  'switch-profile': Layers,
  'keep-change': FileHeart,
  'roll-back': RotateCcw,
  undo: Undo2,
  redo: Redo2,
  purge: Eraser,
  repair: Wrench,
  adopt: FilePlus2,
} as const satisfies Record<GenerationReason, LucideIcon>;

export function reasonIcon(reason: GenerationReason) {
  const Icon = icons[reason];
  return <Icon aria-hidden />;
}
