import type { DemoHabits } from '../types.ts';

/** Breakfast is a custom of the weekend, lunch is late, and kitchens close at ten: at midnight the city is at home. */
export const HABITS: DemoHabits = {
  busy: [26, 27, 29, 32, 42, 45, 35],
  weekday: [
    ['09:00', '11:30', 'breakfast', 9],
    ['11:30', '12:30', 'lunch', 8],
    ['12:30', '15:00', 'lunch', 38],
    ['15:00', '18:00', 'bar', 10],
    ['18:00', '21:00', 'dinner', 33],
    ['21:00', '21:45', 'dinner', 2],
  ],
  weekend: [
    ['09:30', '12:30', 'breakfast', 17],
    ['12:30', '15:30', 'lunch', 28],
    ['15:30', '18:00', 'bar', 14],
    ['18:00', '21:00', 'dinner', 38],
    ['21:00', '21:45', 'dinner', 3],
  ],
  channels: {
    breakfast: [
      ['dine_in', 70],
      ['takeaway', 20],
      ['delivery', 10],
    ],
    lunch: [
      ['dine_in', 55],
      ['takeaway', 20],
      ['delivery', 25],
    ],
    bar: [
      ['dine_in', 70],
      ['takeaway', 20],
      ['delivery', 10],
    ],
    dinner: [
      ['dine_in', 58],
      ['takeaway', 9],
      ['delivery', 33],
    ],
  },
  parties: [
    [1, 26],
    [2, 44],
    [3, 14],
    [4, 11],
    [6, 4],
    [8, 1],
  ],
  payments: {
    dine_in: [
      ['card', 82],
      ['cash', 18],
    ],
    takeaway: [
      ['card', 88],
      ['cash', 12],
    ],
    delivery: [
      ['card', 45],
      ['cash', 15],
      ['external', 40],
    ],
  },
  cards: [
    ['Visa', 46],
    ['Mastercard', 54],
  ],
  tips: {
    dine_in: { often: 0.6, percent: [8, 12], roundTo: 500 },
    takeaway: { often: 0.05, percent: [2, 5], roundTo: 500 },
    delivery: { often: 0.15, percent: [4, 8], roundTo: 1_000 },
  },
  deliveryMinimumMinor: 35_000,
  rooms: [
    { name: 'Стіл', tables: 16, seats: 8 },
    { name: 'Бар', tables: 4, seats: 2 },
    { name: 'Тераса', tables: 4, seats: 6, outdoors: true },
  ],
};
