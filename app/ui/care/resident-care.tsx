import type { ComponentProps } from 'react';
import { type HealthContent, type HealthKind, healthKinds } from '~/domain/care/health.rules';
import type { Risk, RiskLevel, RiskStanding } from '~/domain/care/risk.rules';
import { DescriptionList } from '~/ui/kit/description-list';
import { ButtonLink, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { IncidentsTable } from './incidents-table';
import { contentText, healthKindLabel, levelLabel, levelTone, riskLabel } from './labels';

interface HealthSummaryProps {
  readonly personId: string;
  readonly count: number;
  /** Absent for those who need not know what it says. */
  readonly entries?: readonly {
    readonly id: string;
    readonly kind: HealthKind;
    readonly content: HealthContent;
  }[];
}

/** What has to be known of a resident's health at a glance, by kind. */
export function HealthSummary({ personId, count, entries }: HealthSummaryProps) {
  const kinds = healthKinds.filter((kind) => entries?.some((entry) => entry.kind === kind));
  return (
    <Section
      title={m.care_health()}
      actions={entries ? <ButtonLink to={`/people/${personId}/health`}>{m.care_health()}</ButtonLink> : null}
    >
      {entries && entries.length > 0 ? (
        <DescriptionList
          items={kinds.map((kind) => ({
            term: healthKindLabel[kind](),
            value: (
              <ul>
                {entries
                  .filter((entry) => entry.kind === kind)
                  .map((entry) => (
                    <li key={entry.id}>{contentText(kind, entry.content)}</li>
                  ))}
              </ul>
            ),
          }))}
        />
      ) : (
        <p className="quiet">{entries ? m.care_health_summary_none() : m.care_health_hidden({ count })}</p>
      )}
    </Section>
  );
}

interface RiskMarksProps {
  readonly personId: string;
  readonly risks: readonly {
    readonly risk: Risk;
    readonly assessment?: { readonly level: RiskLevel; readonly measures: string | null };
    readonly standing: RiskStanding;
  }[];
}

/** What a resident has to be guarded against and how, and what is still to be assessed. */
export function RiskMarks({ personId, risks }: RiskMarksProps) {
  const marked = risks.flatMap(({ risk, assessment }) =>
    assessment && (assessment.level === 'high' || assessment.level === 'medium')
      ? [{ risk, ...assessment }]
      : [],
  );
  const open = risks.filter(({ standing }) => standing !== 'settled').length;
  return (
    <Section
      title={m.care_risks()}
      actions={<ButtonLink to={`/people/${personId}/risks`}>{m.care_risks()}</ButtonLink>}
    >
      {open > 0 ? (
        <p>
          <Status tone="due">{m.care_risks_to_assess({ count: open })}</Status>
        </p>
      ) : null}
      {marked.length > 0 ? (
        <ul className="grid gap-2">
          {marked.map(({ risk, level, measures }) => (
            <li key={risk}>
              <Status tone={levelTone[level]}>
                {m.care_level_of({ risk: riskLabel[risk](), level: levelLabel[level]() })}
              </Status>{' '}
              {measures}
            </li>
          ))}
        </ul>
      ) : open > 0 ? null : (
        <p className="quiet">{m.care_risks_settled()}</p>
      )}
    </Section>
  );
}

/** What happened to a resident lately, and where the rest is. */
export function ResidentIncidents({
  personId,
  rows,
  mayRecord,
}: {
  personId: string;
  rows: ComponentProps<typeof IncidentsTable>['rows'];
  mayRecord: boolean;
}) {
  return (
    <Section
      title={m.care_incidents()}
      actions={
        <>
          <ButtonLink to={`/incidents?personId=${personId}`}>{m.care_all()}</ButtonLink>
          {mayRecord ? (
            <ButtonLink to={`/incidents/new?personId=${personId}`}>{m.care_incident_new()}</ButtonLink>
          ) : null}
        </>
      }
    >
      <IncidentsTable rows={rows} ofOne />
    </Section>
  );
}
