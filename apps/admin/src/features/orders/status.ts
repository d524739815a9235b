import type { OrderState } from '@toster/contracts/orders/states';
import {
  Ban,
  CheckCheck,
  ChefHat,
  CircleCheck,
  CircleDot,
  CookingPot,
  type LucideIcon,
  Package,
  PackageCheck,
  ShoppingBag,
  Truck,
  Undo2,
  Utensils,
  XCircle,
} from 'lucide-react';
import type { Channel } from '#features/orders/filters.ts';
import type { Tone } from '#ui/badge.tsx';

/** How each state of an order looks. */
export const STATUS_LOOK: Record<OrderState, { tone: Tone; icon: LucideIcon }> = {
  placed: { tone: 'info', icon: CircleDot },
  accepted: { tone: 'violet', icon: CircleCheck },
  cooking: { tone: 'warn', icon: CookingPot },
  ready: { tone: 'teal', icon: ChefHat },
  packed: { tone: 'teal', icon: Package },
  on_way: { tone: 'accent', icon: Truck },
  delivered: { tone: 'ok', icon: CheckCheck },
  cancelled: { tone: 'neutral', icon: XCircle },
  voided: { tone: 'bad', icon: Ban },
  refunded: { tone: 'bad', icon: Undo2 },
};

export const CHANNEL_ICONS: Record<Channel, LucideIcon> = {
  dine_in: Utensils,
  takeaway: ShoppingBag,
  delivery: PackageCheck,
};
