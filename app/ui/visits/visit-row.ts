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
