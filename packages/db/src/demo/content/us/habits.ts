import type { DemoHabits } from '../types.ts';

/** Lunch is over at one and dinner begins before six; the weekend is brunch. */
export const HABITS: DemoHabits = {
  busy: [27, 28, 30, 32, 39, 48, 46],
  weekday: [
    ['07:00', '10:30', 'breakfast', 14],
    ['10:30', '11:30', 'lunch', 4],
    ['11:30', '13:00', 'lunch', 33],
    ['13:00', '14:30', 'lunch', 6],
    ['14:30', '17:30', 'bar', 6],
    ['17:30', '20:00', 'dinner', 32],
    ['20:00', '21:30', 'dinner', 5],
  ],
  weekend: [
    ['07:30', '09:30', 'breakfast', 9],
    ['09:30', '13:30', 'breakfast', 47],
    ['13:30', '15:00', 'lunch', 8],
    ['15:00', '17:30', 'bar', 5],
    ['17:30', '20:00', 'dinner', 27],
    ['20:00', '21:30', 'dinner', 4],
  ],
  channels: {
    breakfast: [
      ['dine_in', 76],
      ['takeaway', 16],
      ['delivery', 8],
    ],
    lunch: [
      ['dine_in', 52],
      ['takeaway', 26],
      ['delivery', 22],
    ],
    bar: [
      ['dine_in', 66],
      ['takeaway', 22],
      ['delivery', 12],
    ],
    dinner: [
      ['dine_in', 54],
      ['takeaway', 20],
      ['delivery', 26],
    ],
  },
  parties: [
    [1, 22],
    [2, 40],
    [3, 16],
    [4, 15],
    [6, 5],
    [8, 2],
  ],
  payments: {
    dine_in: [
      ['card', 91],
      ['cash', 9],
    ],
    takeaway: [
      ['card', 94],
      ['cash', 6],
    ],
    delivery: [
      ['card', 38],
      ['cash', 2],
      ['external', 60],
    ],
  },
  cards: [
    ['Visa', 50],
    ['Mastercard', 28],
    ['American Express', 15],
    ['Discover', 7],
  ],
  tips: {
    dine_in: { often: 0.96, percent: [15, 23] },
    takeaway: { often: 0.45, percent: [8, 15] },
    delivery: { often: 0.8, percent: [12, 20] },
  },
  deliveryMinimumMinor: 1_800,
  rooms: [
    { name: 'Table', tables: 12, seats: 8 },
    { name: 'Booth', tables: 8, seats: 4 },
    { name: 'Counter', tables: 8, seats: 2 },
    { name: 'Patio', tables: 6, seats: 6 },
  ],
};
