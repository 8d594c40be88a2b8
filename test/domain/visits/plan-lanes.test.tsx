import { expect, test } from 'vitest';
import { PlanLanes } from '~/ui/visits/plan-lanes';
import { rendered } from '../kit/rendered';

const visit = { visitId: 'v1', column: 4, quarters: 4, tone: 'info' as const, fixed: false };
const chart = {
  label: '看板',
  planId: 'p1',
  date: '2026-12-07',
  lanes: [
    {
      volunteerId: 'one',
      name: '演示志愿者',
      slots: [],
      visits: [{ ...visit, text: '陪伴', whole: '08:00–09:00 陪伴' }],
    },
  ],
  firstQuarter: 28,
  quarters: 48,
  marks: [],
};

test('a visit leads where there is a page of it: to be moved, or of its own, and nowhere while it is only proposed to who may look', () => {
  const linksOf = (may: { movable: boolean; promised: boolean }) =>
    [...rendered(<PlanLanes {...chart} {...may} />).matchAll(/href="([^"]+)"/g)].map(([, to]) => to);
  expect(linksOf({ movable: true, promised: false })).toEqual(['/visits/plans/p1/visits/v1']);
  expect(linksOf({ movable: false, promised: true })).toEqual(['/visits/v1']);
  expect(linksOf({ movable: false, promised: false })).toEqual([]);
  expect(rendered(<PlanLanes {...chart} movable={false} promised={false} />)).toContain('08:00–09:00 陪伴');
});
