import { type HealthContent, type HealthKind, healthKinds } from '~/domain/care/health.rules';
import { DescriptionList } from '~/ui/kit/description-list';
import { ButtonLink, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { contentText, healthKindLabel } from './labels';

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
