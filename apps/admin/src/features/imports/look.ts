import type { ImportKind } from '@toster/contracts/imports/kinds';
import type { ImportState } from '@toster/contracts/imports/states';
import {
  CheckCheck,
  ClipboardList,
  Columns3,
  Contact,
  ListChecks,
  type LucideIcon,
  OctagonX,
  ScanSearch,
  Upload,
  UtensilsCrossed,
  XCircle,
} from 'lucide-react';
import type { Tone } from '#ui/badge.tsx';

/** How each state of an import looks. */
export const STATUS_LOOK: Readonly<Record<ImportState, { tone: Tone; icon: LucideIcon }>> = {
  uploading: { tone: 'info', icon: Upload },
  uploaded: { tone: 'warn', icon: Columns3 },
  checking: { tone: 'info', icon: ScanSearch },
  checked: { tone: 'warn', icon: ListChecks },
  running: { tone: 'info', icon: Upload },
  finished: { tone: 'ok', icon: CheckCheck },
  failed: { tone: 'bad', icon: OctagonX },
  cancelled: { tone: 'neutral', icon: XCircle },
};

export const KIND_ICONS: Readonly<Record<ImportKind, LucideIcon>> = {
  orders: ClipboardList,
  menu: UtensilsCrossed,
  customers: Contact,
};
