import type { DemoHabits } from '../types.ts';

/** Toast at ten, lunch from two, dinner from nine; before each of them something small at the bar. */
export const HABITS: DemoHabits = {
  busy: [24, 26, 29, 35, 45, 49, 36],
  weekday: [
    ['08:30', '11:30', 'breakfast', 12],
    ['12:30', '14:00', 'bar', 7],
    ['14:00', '16:00', 'lunch', 39],
    ['16:00', '16:30', 'lunch', 2],
    ['19:00', '21:00', 'bar', 9],
    ['21:00', '23:30', 'dinner', 31],
  ],
  weekend: [
    ['09:30', '12:00', 'breakfast', 8],
    ['12:30', '14:00', 'bar', 14],
    ['14:00', '16:00', 'lunch', 33],
    ['16:00', '17:00', 'lunch', 4],
    ['19:30', '21:00', 'bar', 9],
    ['21:00', '23:30', 'dinner', 32],
  ],
  channels: {
    breakfast: [
      ['dine_in', 88],
      ['takeaway', 12],
    ],
    lunch: [
      ['dine_in', 82],
      ['takeaway', 8],
      ['delivery', 10],
    ],
    bar: [
      ['dine_in', 97],
      ['takeaway', 3],
    ],
    dinner: [
      ['dine_in', 74],
      ['takeaway', 5],
      ['delivery', 21],
    ],
  },
  parties: [
    [1, 20],
    [2, 42],
    [3, 16],
    [4, 14],
    [6, 6],
    [8, 2],
  ],
  payments: {
    dine_in: [
      ['card', 68],
      ['cash', 32],
    ],
    takeaway: [
      ['card', 74],
      ['cash', 26],
    ],
    delivery: [
      ['card', 30],
      ['cash', 12],
      ['external', 58],
    ],
  },
  cards: [
    ['Visa', 62],
    ['Mastercard', 36],
    ['American Express', 2],
  ],
  tips: {
    dine_in: { often: 0.32, percent: [1, 4], roundTo: 50 },
    takeaway: { often: 0.04, percent: [1, 2], roundTo: 20 },
    delivery: { often: 0.1, percent: [2, 5], roundTo: 50 },
  },
  deliveryMinimumMinor: 1_800,
  rooms: [
    { name: 'Mesa', tables: 14, seats: 8 },
    { name: 'Barra', tables: 8, seats: 2 },
    { name: 'Terraza', tables: 8, seats: 6 },
  ],
};
