import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';
import type { Tone } from '../kit/status';
import { householdName } from './allocation-labels';

interface Line {
  readonly giftId: string;
  readonly reference: string;
  readonly text: string;
}

/** What the givers of goods have in common with whom they reach, in words; made in a loader. */
export const interestLines = (
  items: readonly {
    readonly giftId: string;
    readonly reference: string;
    readonly finding: 'same-phone' | 'same-name';
    readonly householdId: string | null;
    readonly head: string | null;
    readonly village: string | null;
    readonly personName: string | null;
  }[],
): Line[] =>
  items.map(({ giftId, reference, finding, householdId, head, village, personName }) => ({
    giftId,
    reference,
    text: (finding === 'same-phone' ? m.donations_interest_line_phone : m.donations_interest_line_name)({
      who: householdId
        ? m.donations_interest_member({ household: householdName({ head, village }) })
        : (personName ?? m.donations_interest_resident()),
    }),
  }));

/** Findings about the givers of goods, each with its gift. */
export function InterestNotice({
  tone,
  title,
  lines,
  children,
}: {
  tone: Tone;
  title: string;
  lines: readonly Line[];
  children?: ReactNode;
}) {
  if (lines.length === 0) return null;
  return (
    <Notice tone={tone} title={title}>
      <ul>
        {lines.map(({ giftId, reference, text }) => (
          <li key={giftId}>
            <Link to={`/gifts/${giftId}`}>{reference}</Link> {text}
          </li>
        ))}
      </ul>
      {children}
    </Notice>
  );
}

/**
 * Whether a giver is an interested person, said by whoever decides, with grounds; intents `accept` and `decline`. Without `accept`
 * there is nothing to choose: they are related beyond doubt.
 */
export function InterestDecision({
  accept,
  decline,
  declineNote,
  reply,
}: {
  accept?: string;
  decline: string;
  declineNote?: string;
  reply?: Reply | null;
}) {
  const grounds = <TextArea name="reason" label={m.donations_household_reason()} rows={2} />;
  return (
    <>
      {accept ? (
        <Section title={accept}>
          <EditForm intent="accept" id="accept" reply={reply}>
            {grounds}
            <SubmitButton>{accept}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      <Section title={decline}>
        <EditForm intent="decline" id="decline" reply={reply}>
          {declineNote ? <p className="quiet">{declineNote}</p> : null}
          {grounds}
          <SubmitButton danger>{decline}</SubmitButton>
        </EditForm>
      </Section>
    </>
  );
}
