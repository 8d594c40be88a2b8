import type { ActivityKind, ActivityState, Presence } from '~/domain/care/activity.rules';
import type { NoteKind } from '~/domain/care/care-note.rules';
import { type HealthContent, type HealthKind, healthKinds } from '~/domain/care/health.rules';
import type { IncidentKind, NoticeState, Party, Severity } from '~/domain/care/incident.rules';
import type { Risk, RiskLevel, RiskStanding } from '~/domain/care/risk.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import {
  activityKindLabel,
  activityStateLabel,
  activityStateTone,
  activityTime,
  noteKindLabel,
  presenceLabel,
  presenceTone,
} from './activity-labels';
import {
  incidentLabel,
  noticeStateLabel,
  noticeStateTone,
  partyLabel,
  severityLabel,
  severityTone,
} from './incident-labels';
import { contentText, healthKindLabel, levelLabel, levelTone, riskLabel } from './labels';

// Rows of tables with their words; made in loaders, so that a page does not bring the words of every kind.

interface Incident {
  readonly id: string;
  readonly personName: string | null;
  readonly kind: IncidentKind;
  readonly severity: Severity;
  readonly noticedAt: Date;
  readonly place: string;
  readonly closedAt: Date | null;
  readonly notices: readonly { readonly whom: Party; readonly state: NoticeState }[];
}

export const incidentRow = ({
  id,
  personName,
  kind,
  severity,
  noticedAt,
  place,
  closedAt,
  notices,
}: Incident) => ({
  id,
  who: personName ?? m.care_whole_centre(),
  what: incidentLabel[kind](),
  noticedAt,
  place,
  severity: { tone: severityTone[severity], text: severityLabel[severity]() },
  told: notices.map(({ whom, state }) => ({
    key: whom,
    tone: noticeStateTone[state],
    text: m.care_notice_of({ whom: partyLabel[whom](), state: noticeStateLabel[state]() }),
  })),
  closed: closedAt !== null,
});

interface Note {
  readonly id: string;
  readonly onDate: PlainDate;
  readonly kind: NoteKind;
  readonly text: string;
  readonly byName: string;
}

export const noteRow = ({ id, onDate, kind, text, byName }: Note) => ({
  id,
  onDate,
  kind: noteKindLabel[kind](),
  text,
  byName,
});

interface Activity {
  readonly id: string;
  readonly name: string;
  readonly kind: ActivityKind;
  readonly place: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly capacity: number;
  readonly joined: number;
  readonly present: number;
  readonly leaderName: string;
  readonly state: ActivityState;
  /** Of whoever the list is about. */
  readonly status?: Presence;
}

/** An activity; of one person with whether they take part, else with how many do. */
export const activityRow = ({ status, ...row }: Activity) => ({
  id: row.id,
  name: row.name,
  time: activityTime(row),
  kind: activityKindLabel[row.kind](),
  place: row.place,
  leader: row.leaderName,
  people:
    row.state === 'over' && row.present > 0
      ? m.care_activity_came({ present: formatNumber(row.present), joined: formatNumber(row.joined) })
      : m.care_activity_of({ joined: formatNumber(row.joined), capacity: formatNumber(row.capacity) }),
  presence: status && { tone: presenceTone[status], text: presenceLabel[status]() },
  state: { tone: activityStateTone[row.state], text: activityStateLabel[row.state]() },
});

/** Entries of a health file by kind, in the order in which they have to be known. */
export const healthLines = (
  entries: readonly { readonly kind: HealthKind; readonly content: HealthContent }[],
) =>
  healthKinds
    .map((kind) => ({
      term: healthKindLabel[kind](),
      lines: entries.filter((entry) => entry.kind === kind).map(({ content }) => contentText(kind, content)),
    }))
    .filter(({ lines }) => lines.length > 0);

/** The risks that are medium or high, and how many are still to be assessed. */
export const riskMarks = (
  risks: readonly {
    readonly risk: Risk;
    readonly assessment?: { readonly level: RiskLevel; readonly measures: string | null };
    readonly standing: RiskStanding;
  }[],
) => ({
  open: risks.filter(({ standing }) => standing !== 'settled').length,
  marks: risks.flatMap(({ risk, assessment }) =>
    assessment && (assessment.level === 'high' || assessment.level === 'medium')
      ? [
          {
            key: risk,
            tone: levelTone[assessment.level],
            text: m.care_level_of({ risk: riskLabel[risk](), level: levelLabel[assessment.level]() }),
            measures: assessment.measures,
          },
        ]
      : [],
  ),
});
