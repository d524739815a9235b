import { clock, faultsOf, type WeekHours } from '@toster/contracts/hours';
import { describe, expect, it } from 'vitest';
import {
  changedDays,
  copiedDay,
  faultsOfForm,
  openedDay,
  readTime,
  shiftTime,
  weekFormOf,
  weekOfForm,
} from '#features/locations/week-form.ts';

const CLOSED: WeekHours = { mon: '', tue: '', wed: '', thu: '', fri: '', sat: '', sun: '' };
const WEEK: WeekHours = {
  ...CLOSED,
  mon: '10:00-15:00,17:00-22:00',
  fri: '18:00-02:00',
  sat: '12:00-24:00',
};

describe('a week in the form', () => {
  it('goes back as it came', () => {
    expect(weekOfForm(weekFormOf(WEEK))).toEqual(WEEK);
    expect(weekOfForm(weekFormOf(null))).toEqual(CLOSED);
  });

  it('is faulty where something typed is no time, even if what is around it would be hours', () => {
    const typed = { ...weekFormOf(WEEK), tue: [{ from: '09:00-10:00,11:00', to: '12:00' }] };
    expect(faultsOfForm(typed)).toEqual({ tue: 'hours_malformed' });
    expect(faultsOfForm({ ...typed, tue: [{ from: '9', to: '' }] })).toEqual({
      tue: 'hours_malformed',
    });
    expect(faultsOfForm({ ...typed, tue: [{ from: '9', to: '12' }] })).toEqual({});
  });

  it('has midnight at the end of a day, however it is typed', () => {
    for (const to of ['0', '00:00', '24', '24:00'])
      expect(weekOfForm({ ...weekFormOf(null), mon: [{ from: '9', to }] }).mon).toBe('09:00-24:00');
  });

  it('opens a day with the hours of the open day before it, around the week, or with usual ones', () => {
    const form = weekFormOf(WEEK);
    expect(openedDay(form, 'tue')).toEqual(form.mon);
    expect(openedDay(form, 'sun')).toEqual(form.sat);
    expect(openedDay({ ...form, mon: [] }, 'mon')).toEqual(form.sat);
    expect(openedDay(weekFormOf(null), 'mon')).toHaveLength(1);
  });

  it('copies one day to others and leaves the rest', () => {
    const form = copiedDay(weekFormOf(WEEK), 'fri', ['sat', 'sun']);
    expect(weekOfForm(form)).toEqual({ ...WEEK, sat: WEEK.fri, sun: WEEK.fri });
  });

  it('knows the days somebody else has changed', () => {
    expect(changedDays(WEEK, { ...WEEK, mon: '', sun: '10:00-12:00' })).toEqual({
      mon: '',
      sun: '10:00-12:00',
    });
    expect(changedDays(null, CLOSED)).toEqual({});
  });
});

describe('a time', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    [' 9:30 ', '09:30'],
    ['21.30', '21:30'],
    ['24', '24:00'],
    ['24:30', null],
    ['25', null],
    ['9:60', null],
    ['noon', null],
    ['', null],
  ])('typed as “%s” is %s', (text, time) => expect(readTime(text)).toBe(time));

  it('moves to the next quarter, back again, and around midnight', () => {
    expect(shiftTime('09:07', 1)).toBe('09:15');
    expect(shiftTime('09:07', -1)).toBe('09:00');
    expect(shiftTime('23:45', 1)).toBe('00:00');
    expect(shiftTime('0', -1)).toBe('23:45');
  });

  it('moved is always a time that hours can have', () => {
    for (let at = 0; at < 1440; at += 1)
      for (const by of [1, -1] as const)
        expect(faultsOf({ ...CLOSED, mon: `${shiftTime(clock(at), by)}-24:00` })).toEqual({});
  });
});
