import { expect, it } from 'vitest';
import { ownStatus } from '~/ui/visits/labels';

it('of a visit that was never answered waits for no answer once its time is over', () => {
  const endsAt = new Date('2026-12-07T02:00:00Z');
  const before = ownStatus({ status: 'published', endsAt }, new Date('2026-12-07T01:59:59Z'));
  const after = ownStatus({ status: 'published', endsAt }, endsAt);
  expect([before.tone, after.tone]).toEqual(['due', 'stopped']);
  expect(after.text).not.toBe(before.text);
  expect(ownStatus({ status: 'done', endsAt }, endsAt).tone).toBe('ok');
});
