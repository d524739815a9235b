import type { DemoHabits } from '../types.ts';

/** Offices eat their set lunch before one; from five on it is beer, with something to eat. */
export const HABITS: DemoHabits = {
  busy: [31, 33, 34, 36, 42, 34, 27],
  weekday: [
    ['08:30', '11:00', 'breakfast', 7],
    ['11:00', '13:30', 'lunch', 46],
    ['13:30', '14:30', 'lunch', 6],
    ['14:30', '17:30', 'bar', 9],
    ['17:30', '20:30', 'dinner', 28],
    ['20:30', '22:00', 'bar', 4],
  ],
  weekend: [
    ['09:00', '11:30', 'breakfast', 15],
    ['11:30', '14:00', 'lunch', 34],
    ['14:00', '17:30', 'bar', 14],
    ['17:30', '20:30', 'dinner', 31],
    ['20:30', '22:00', 'bar', 6],
  ],
  channels: {
    breakfast: [
      ['dine_in', 80],
      ['takeaway', 18],
      ['delivery', 2],
    ],
    lunch: [
      ['dine_in', 66],
      ['takeaway', 16],
      ['delivery', 18],
    ],
    bar: [
      ['dine_in', 92],
      ['takeaway', 5],
      ['delivery', 3],
    ],
    dinner: [
      ['dine_in', 70],
      ['takeaway', 7],
      ['delivery', 23],
    ],
  },
  parties: [
    [1, 24],
    [2, 40],
    [3, 16],
    [4, 14],
    [6, 5],
    [8, 1],
  ],
  payments: {
    dine_in: [
      ['card', 66],
      ['cash', 34],
    ],
    takeaway: [
      ['card', 76],
      ['cash', 24],
    ],
    delivery: [
      ['card', 35],
      ['cash', 15],
      ['external', 50],
    ],
  },
  cards: [
    ['Visa', 45],
    ['Mastercard', 55],
  ],
  tips: {
    dine_in: { often: 0.65, percent: [5, 9], roundTo: 1_000 },
    takeaway: { often: 0.15, percent: [1, 4], roundTo: 500 },
    delivery: { often: 0.3, percent: [3, 7], roundTo: 1_000 },
  },
  deliveryMinimumMinor: 30_000,
  rooms: [
    { name: 'Stůl', tables: 16, seats: 8 },
    { name: 'Výčep', tables: 5, seats: 3 },
    { name: 'Zahrádka', tables: 6, seats: 6, outdoors: true },
  ],
};
