import { serviceText } from '../volunteers/labels';
import { assignmentStatusLabel, assignmentStatusTone } from './labels';
import { visitTime } from './visit-time';

interface Visit {
  readonly assignmentId: string;
  readonly needId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly volunteerName: string;
  readonly serviceKind: string;
  readonly outline: string;
  readonly status: string;
}

/** A visit with its words; made in a loader, so that a page does not bring the words of every service. */
export const visitRow = (visit: Visit) => ({
  id: visit.assignmentId,
  needId: visit.needId,
  time: visitTime(visit.startsAt, visit.endsAt),
  volunteer: visit.volunteerName,
  service: serviceText(visit.serviceKind),
  outline: visit.outline,
  status: {
    tone: assignmentStatusTone[visit.status] ?? ('info' as const),
    text: assignmentStatusLabel[visit.status]?.() ?? visit.status,
  },
});

interface Visits {
  readonly open: readonly { readonly id: string; readonly serviceKind: string; readonly outline: string }[];
  readonly next: readonly Visit[];
  readonly past: readonly Visit[];
}

const shown = ({ open, next, past }: Visits) => ({
  open: open.map(({ id, serviceKind, outline }) => ({
    id,
    text: `${serviceText(serviceKind)} · ${outline}`,
  })),
  rows: [...next, ...past].map(visitRow),
});

/** Visits to a person and to their household, with their words; call in a loader. */
export const visitsShown = (visits: Visits & { readonly household?: Visits }) => ({
  own: shown(visits),
  household: visits.household && shown(visits.household),
});
