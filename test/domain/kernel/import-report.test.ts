import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangesOf } from '~/domain/kernel/import-report';

it('tells neighbouring rows as one range', () => {
  expect(rangesOf([])).toEqual([]);
  expect(rangesOf([2, 3, 4, 7, 9, 10])).toEqual([
    [2, 4],
    [7, 7],
    [9, 10],
  ]);
});

it('names every number once and no other', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (numbers) => {
      const rising = numbers.toSorted((a, b) => a - b);
      const told = rangesOf(rising).flatMap(([from, until]) =>
        Array.from({ length: until - from + 1 }, (_, index) => from + index),
      );
      expect(told).toEqual(rising);
    }),
  );
});
