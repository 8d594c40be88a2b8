import { expect, it } from 'vitest';
import { kindsOf } from '~/ui/audit/areas';
import { eventName } from '~/ui/audit/event-name';

const sources = import.meta.glob('../../../app/domain/*/*.events.ts', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Kinds of events as the typed unions name them. */
const kinds = [
  ...new Set(
    Object.values(sources).flatMap((text) =>
      [...String(text).matchAll(/'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g)].map(([, kind = '']) => kind),
    ),
  ),
];

it('the audit trail has words for everything that happens', () => {
  expect(kinds.length).toBeGreaterThan(30);
  expect(kinds.filter((kind) => eventName(kind) === kind)).toEqual([]);
});

it('the audit trail can be filtered to everything that happens', () => {
  const areas = new Set(Object.values(kindsOf).flat());
  expect(kinds.filter((kind) => !areas.has(kind.split('.')[0] ?? ''))).toEqual([]);
});
