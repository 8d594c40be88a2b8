import { describe, expect, it } from 'vitest';
import { visitEventText } from '~/ui/visits/visit-event';

const names = new Map([['one', '演示李丁']]);
const said = (kind: string, data: object) => visitEventText({ kind, data }, names);

describe('the history of a visit', () => {
  it('names who was asked to step in, and does not say that they were asked by whoever said no', () => {
    const asked = said('visits.substitute-asked', { volunteerId: 'one' });
    const called = said('visits.substitute-asked', { volunteerId: 'one', stoodBy: true });
    for (const text of [asked, called]) expect(text).toContain('演示李丁');
    expect(called).not.toBe(asked);
  });

  it('tells who steps in from who stands by', () => {
    expect(said('visits.offer-accepted', { volunteerId: 'one', standby: true })).not.toBe(
      said('visits.offer-accepted', { volunteerId: 'one', standby: false }),
    );
  });

  it('says from when to when it was moved', () => {
    const moved = said('visits.moved', {
      before: '2026-12-18T02:30:00.000Z',
      after: '2026-12-19T03:00:00.000Z',
    });
    expect(moved).toContain('10:30');
    expect(moved).toContain('11:00');
  });

  it('keeps the plain words where nobody is known', () => {
    expect(said('visits.substitute-asked', { volunteerId: 'two' })).not.toContain('two');
    expect(said('visit-assignment.accepted', {})).not.toBe('');
  });
});
