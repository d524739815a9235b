import type { DemoHabits } from '../types.ts';

/** The main meal is the midday one: set lunches from noon, on Sundays the family at one or two. */
export const HABITS: DemoHabits = {
  busy: [25, 26, 28, 31, 41, 46, 40],
  weekday: [
    ['09:00', '11:30', 'breakfast', 9],
    ['11:30', '12:30', 'lunch', 9],
    ['12:30', '15:30', 'lunch', 40],
    ['15:30', '18:00', 'bar', 10],
    ['18:00', '21:00', 'dinner', 29],
    ['21:00', '21:45', 'dinner', 3],
  ],
  weekend: [
    ['09:30', '12:00', 'breakfast', 13],
    ['12:00', '13:00', 'lunch', 7],
    ['13:00', '16:00', 'lunch', 40],
    ['16:00', '18:00', 'bar', 10],
    ['18:00', '21:00', 'dinner', 27],
    ['21:00', '22:15', 'dinner', 3],
  ],
  channels: {
    breakfast: [
      ['dine_in', 80],
      ['takeaway', 15],
      ['delivery', 5],
    ],
    lunch: [
      ['dine_in', 64],
      ['takeaway', 18],
      ['delivery', 18],
    ],
    bar: [
      ['dine_in', 78],
      ['takeaway', 14],
      ['delivery', 8],
    ],
    dinner: [
      ['dine_in', 62],
      ['takeaway', 10],
      ['delivery', 28],
    ],
  },
  parties: [
    [1, 22],
    [2, 45],
    [3, 14],
    [4, 14],
    [6, 4],
    [8, 1],
  ],
  payments: {
    dine_in: [
      ['card', 74],
      ['cash', 26],
    ],
    takeaway: [
      ['card', 80],
      ['cash', 20],
    ],
    delivery: [
      ['card', 40],
      ['cash', 15],
      ['external', 45],
    ],
  },
  cards: [
    ['Visa', 52],
    ['Mastercard', 48],
  ],
  tips: {
    dine_in: { often: 0.45, percent: [6, 11], roundTo: 500 },
    takeaway: { often: 0.06, percent: [1, 4], roundTo: 100 },
    delivery: { often: 0.2, percent: [3, 7], roundTo: 500 },
  },
  deliveryMinimumMinor: 6_000,
  rooms: [
    { name: 'Stolik', tables: 14, seats: 8 },
    { name: 'Bar', tables: 4, seats: 2 },
    { name: 'Ogródek', tables: 6, seats: 6, outdoors: true },
  ],
};
