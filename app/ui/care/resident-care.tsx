import { DescriptionList } from '~/ui/kit/description-list';
import { ButtonLink, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { type IncidentRow, IncidentsTable } from './incidents-table';
import type { healthLines, riskMarks } from './rows';

interface HealthSummaryProps {
  readonly personId: string;
  readonly count: number;
  /** Absent for those who need not know what it says. */
  readonly lines?: ReturnType<typeof healthLines>;
}

/** What has to be known of a resident's health at a glance, by kind. */
export function HealthSummary({ personId, count, lines }: HealthSummaryProps) {
  return (
    <Section
      title={m.care_health()}
      actions={lines ? <ButtonLink to={`/people/${personId}/health`}>{m.care_health()}</ButtonLink> : null}
    >
      {lines && lines.length > 0 ? (
        <DescriptionList
          items={lines.map((kind) => ({
            term: kind.term,
            value: (
              <ul>
                {kind.lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ),
          }))}
        />
      ) : (
        <p className="quiet">{lines ? m.care_health_summary_none() : m.care_health_hidden({ count })}</p>
      )}
    </Section>
  );
}

/** What a resident has to be guarded against and how, and what is still to be assessed. */
export function RiskMarks({ personId, open, marks }: ReturnType<typeof riskMarks> & { personId: string }) {
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
      {marks.length > 0 ? (
        <ul className="grid gap-2">
          {marks.map(({ key, tone, text, measures }) => (
            <li key={key}>
              <Status tone={tone}>{text}</Status> {measures}
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
  rows: readonly IncidentRow[];
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
