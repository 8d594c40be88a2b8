import type { Finding, ProposedOutcome } from '~/domain/stays/eligibility.rules';
import { Choice, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import {
  clauseLabel,
  findingLabel,
  findingOutcomeLabel,
  findingTone,
  optionsOf,
  outcomeLabel,
  proposedLabel,
  proposedTone,
} from './labels';

/** What the records say, each point with its source. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <Table
      caption={m.stays_finding()}
      rows={findings}
      rowKey={(row) => row.code}
      empty={null}
      columns={[
        { key: 'code', title: m.stays_finding(), heading: true, cell: (row) => findingLabel[row.code]() },
        {
          key: 'outcome',
          title: m.stays_finding_outcome(),
          cell: (row) => (
            <Status tone={findingTone[row.outcome]}>{findingOutcomeLabel[row.outcome]()}</Status>
          ),
        },
        { key: 'clause', title: m.stays_finding_clause(), cell: (row) => clauseLabel[row.code]() },
      ]}
    />
  );
}

/** A person decides, beside what the machine proposes. */
export function DecideEligibility({
  examined,
  reply,
}: {
  examined: { findings: readonly Finding[]; proposed: ProposedOutcome };
  reply?: Reply;
}) {
  return (
    <Section title={m.stays_decide()}>
      <p>{m.stays_decide_lead()}</p>
      <p>
        <Status tone={proposedTone[examined.proposed]}>{proposedLabel[examined.proposed]()}</Status>
      </p>
      <Findings findings={examined.findings} />
      <EditForm intent="decide" reply={reply}>
        <Choice name="outcome" label={m.stays_outcome()} options={optionsOf(outcomeLabel)} inline />
        <TextArea
          name="reason"
          label={m.stays_reason()}
          hint={m.stays_decide_hint()}
          rows={3}
          maxLength={500}
        />
        <SubmitButton>{m.stays_decide_do()}</SubmitButton>
      </EditForm>
    </Section>
  );
}
