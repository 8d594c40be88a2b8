import type { BedMatch, BedMatches } from '~/domain/stays/list-bed-matches';
import { attributesText, kindLabel, placeText, sexRuleLabel } from '~/ui/beds/labels';
import { DateField, HiddenField, NumberField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm, type Reply } from '~/ui/kit/form';
import { formatDate, formatEmpty, formatInstant } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { offeredPlace } from './answer-offer';
import { mismatchLabel, offerLabel, offerTone } from './labels';

/** The most beds one chooses from in a list; they come best first. */
const CHOICE_LIMIT = 50;

type Offer = {
  readonly id: string;
  readonly status: keyof typeof offerLabel;
  readonly building: string;
  readonly room: string;
  readonly bed: string;
  readonly fromOn: Parameters<typeof formatDate>[0];
  readonly offeredAt: Date;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
};

/** Beds that fit, as options. */
export const bedOptions = (fitting: readonly BedMatch[]) =>
  fitting.slice(0, CHOICE_LIMIT).map(({ bed }) => ({
    value: bed.id,
    label: m.stays_bed_option({
      place: placeText(bed),
      facts: [kindLabel[bed.kind](), sexRuleLabel[bed.sexRule](), attributesText(bed.attributes)]
        .filter(Boolean)
        .join(m.reports_list_mark()),
    }),
  }));

/** Chooses the day from which a bed is wanted, and then a bed. */
export function OfferBed({ matches, reply }: { matches: BedMatches; reply?: Reply }) {
  return (
    <Section title={m.stays_offer()}>
      <p>{m.stays_offer_lead()}</p>
      <FilterForm values={{ from: matches.from }}>
        <DateField name="from" label={m.stays_offer_from()} />
      </FilterForm>
      {matches.fitting.length === 0 ? (
        <p>{m.stays_offer_none()}</p>
      ) : (
        <EditForm intent="offer" reply={reply} values={{ from: matches.from, answerHours: 72 }}>
          <HiddenField name="from" value={matches.from} />
          <SelectField name="bedId" label={m.stays_offer_bed()} options={bedOptions(matches.fitting)} />
          <NumberField name="answerHours" label={m.stays_offer_hours()} unit={m.stays_hours()} size={4} />
          <TextField
            name="outOfTurnReason"
            label={m.stays_offer_out_of_turn()}
            hint={m.stays_offer_out_of_turn_hint()}
            maxLength={300}
            optional
          />
          <SubmitButton>{m.stays_offer_do()}</SubmitButton>
        </EditForm>
      )}
      <details>
        <summary className="button button-quiet">{m.stays_others()}</summary>
        <OtherBeds others={matches.others} />
      </details>
    </Section>
  );
}

/** Why the other beds do not suit; whoever lies in a bed is reason enough, so occupied ones are left out. */
function OtherBeds({ others }: { others: readonly BedMatch[] }) {
  return (
    <Table
      caption={m.stays_others()}
      rows={others.filter(({ against }) => !against.includes('occupied'))}
      rowKey={(row) => row.bed.id}
      empty={m.stays_others_none()}
      columns={[
        { key: 'bed', title: m.stays_bed(), heading: true, cell: ({ bed }) => placeText(bed) },
        {
          key: 'why',
          title: m.stays_others_why(),
          cell: ({ against }) => against.map((one) => mismatchLabel[one]()).join(m.reports_list_mark()),
        },
      ]}
    />
  );
}

/** Every offer that was made, newest first. */
export function OfferTable({ offers }: { offers: readonly Offer[] }) {
  return (
    <Table
      caption={m.stays_offers()}
      rows={offers}
      rowKey={(row) => row.id}
      empty={m.stays_offers_none()}
      columns={[
        { key: 'bed', title: m.stays_bed(), heading: true, cell: (row) => offeredPlace(row) },
        { key: 'from', title: m.stays_offer_from(), cell: (row) => formatDate(row.fromOn) },
        { key: 'at', title: m.stays_offered_at(), cell: (row) => formatInstant(row.offeredAt) },
        { key: 'expires', title: m.stays_offer_expires(), cell: (row) => formatInstant(row.expiresAt) },
        {
          key: 'status',
          title: m.stays_status(),
          cell: (row) => <Status tone={offerTone[row.status]}>{offerLabel[row.status]()}</Status>,
        },
        {
          key: 'answered',
          title: m.stays_offer_answered(),
          cell: (row) =>
            row.answeredAt
              ? [row.answeredBy, formatInstant(row.answeredAt)].filter(Boolean).join(' · ')
              : formatEmpty(),
        },
      ]}
    />
  );
}
