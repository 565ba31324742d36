import {expect, test} from 'vitest';

import {labelsFor, smoothPath, ticksTo} from '../src/pages/dashboard/chart.ts';

test('ticksTo goes in round whole steps from zero to the most or above', () => {
  expect(ticksTo(0)).toEqual([0, 1]);
  expect(ticksTo(1)).toEqual([0, 1]);
  expect(ticksTo(3)).toEqual([0, 1, 2, 3]);
  expect(ticksTo(7)).toEqual([0, 2, 4, 6, 8]);
  expect(ticksTo(1900)).toEqual([0, 500, 1000, 1500, 2000]);
  for (let most = 0; most < 3000; most += 7) {
    const ticks = ticksTo(most);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

test('smoothPath goes through its points and does not leave their heights', () => {
  const path = smoothPath([
    {x: 0, y: 10},
    {x: 3, y: 0},
    {x: 6, y: 10},
    {x: 9, y: 10},
  ]);
  expect(path).toBe('M0 10C1 10 2 0 3 0C4 0 5 10 6 10C7 10 8 10 9 10');
  expect(smoothPath([])).toBe('');
  expect(smoothPath([{x: 1, y: 2}])).toBe('M1 2');
});

test('labelsFor leaves room between labels and keeps the last', () => {
  expect(labelsFor(5, 500, 50)).toEqual([0, 1, 2, 3, 4]);
  expect(labelsFor(30, 600, 60)).toEqual([2, 5, 8, 11, 14, 17, 20, 23, 26, 29]);
  expect(labelsFor(3, 0, 50)).toEqual([2]);
});
