import type { ActivityState, Presence } from '~/domain/care/activity.rules';
import type { IncidentKind } from '~/domain/care/incident.rules';
import { activityStateLabel, activityStateTone, activityTime, presenceLabel } from './activity-labels';
import { incidentLabel } from './incident-labels';

interface OwnCare {
  readonly activities: readonly {
    readonly id: string;
    readonly name: string;
    readonly place: string;
    readonly startsAt: Date;
    readonly endsAt: Date;
    readonly state: ActivityState;
    readonly status: Presence;
  }[];
  readonly incidents: readonly {
    readonly id: string;
    readonly kind: IncidentKind;
    readonly noticedAt: Date;
    readonly closedAt: Date | null;
  }[];
}

/** The life of their own in the centre as a family's page is sent it, in words. */
export const ownCareRows = ({ activities, incidents }: OwnCare) => ({
  activities: activities.map((one) => ({
    id: one.id,
    name: one.name,
    place: one.place,
    time: activityTime(one),
    presence: presenceLabel[one.status](),
    state: activityStateLabel[one.state](),
    tone: activityStateTone[one.state],
  })),
  incidents: incidents.map(({ kind, ...one }) => ({ ...one, kind: incidentLabel[kind]() })),
});

export type OwnCareRows = ReturnType<typeof ownCareRows>;
