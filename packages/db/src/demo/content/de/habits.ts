import type { DemoHabits } from '../types.ts';

/** At twelve the offices, at six the evening; on Sundays the roast, and cake at three. */
export const HABITS: DemoHabits = {
  busy: [24, 28, 30, 33, 42, 43, 39],
  weekday: [
    ['09:00', '11:30', 'breakfast', 5],
    ['11:30', '12:00', 'lunch', 6],
    ['12:00', '13:00', 'lunch', 31],
    ['13:00', '14:30', 'lunch', 10],
    ['14:30', '17:30', 'bar', 8],
    ['17:30', '18:00', 'dinner', 4],
    ['18:00', '20:00', 'dinner', 30],
    ['20:00', '21:45', 'dinner', 6],
  ],
  weekend: [
    ['09:30', '12:00', 'breakfast', 13],
    ['12:00', '13:00', 'lunch', 21],
    ['13:00', '14:30', 'lunch', 11],
    ['14:30', '17:30', 'bar', 12],
    ['17:30', '18:00', 'dinner', 4],
    ['18:00', '20:00', 'dinner', 32],
    ['20:00', '22:00', 'dinner', 7],
  ],
  channels: {
    breakfast: [
      ['dine_in', 85],
      ['takeaway', 14],
      ['delivery', 1],
    ],
    lunch: [
      ['dine_in', 72],
      ['takeaway', 18],
      ['delivery', 10],
    ],
    bar: [
      ['dine_in', 88],
      ['takeaway', 10],
      ['delivery', 2],
    ],
    dinner: [
      ['dine_in', 66],
      ['takeaway', 12],
      ['delivery', 22],
    ],
  },
  parties: [
    [1, 22],
    [2, 44],
    [3, 14],
    [4, 13],
    [6, 5],
    [8, 2],
  ],
  payments: {
    dine_in: [
      ['cash', 46],
      ['card', 54],
    ],
    takeaway: [
      ['cash', 42],
      ['card', 58],
    ],
    delivery: [
      ['cash', 22],
      ['card', 33],
      ['external', 45],
    ],
  },
  cards: [
    ['girocard', 58],
    ['Mastercard', 21],
    ['Visa', 18],
    ['American Express', 3],
  ],
  tips: {
    dine_in: { often: 0.78, percent: [5, 10], roundTo: 100 },
    takeaway: { often: 0.25, percent: [1, 5], roundTo: 50 },
    delivery: { often: 0.4, percent: [3, 8], roundTo: 100 },
  },
  deliveryMinimumMinor: 1_800,
  rooms: [
    { name: 'Tisch', tables: 18, seats: 8 },
    { name: 'Theke', tables: 4, seats: 2 },
    { name: 'Hof', tables: 8, seats: 6, outdoors: true },
  ],
};
