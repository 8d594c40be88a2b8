import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { type Option, SelectField, SubmitButton } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { Notice } from '../kit/notice';

/**
 * When goods are brought; may stay open, and is not asked where the centre has said no hours. `publicly` whoever leaves it open
 * says how they are reached.
 */
export const SlotField = ({ slots, publicly }: { slots: readonly Option[]; publicly?: boolean }) =>
  slots.length === 0 ? (
    publicly ? (
      <p>{m.donations_slots_none_contact()}</p>
    ) : null
  ) : (
    <SelectField
      name="slot"
      label={m.donations_delivery()}
      hint={publicly ? m.donations_delivery_contact_hint() : m.donations_delivery_hint()}
      options={slots}
      optional
    />
  );

/** Where goods are brought, whom to call and whom to ask for; nothing while the centre has not said so. */
export const ReceptionPlace = ({
  place,
}: {
  place: { address: string; phone: string; contact: string | null } | undefined;
}) =>
  place ? (
    <DescriptionList
      items={[
        { term: m.donations_place(), value: place.address },
        {
          term: m.donations_place_phone(),
          value: (
            <a className="numeric" href={`tel:${place.phone}`}>
              {place.phone}
            </a>
          ),
        },
        ...(place.contact ? [{ term: m.donations_place_contact(), value: place.contact }] : []),
      ]}
    />
  ) : null;

/** The time at which promised goods are brought: agreed, changed, given back. Posts the intents `book` and `cancel-delivery`. */
export function DeliveryForm({
  agreed,
  slots,
  reply,
}: {
  /** In words; absent while none is agreed. */
  agreed?: string;
  slots: readonly Option[];
  reply?: Reply | null;
}) {
  return (
    <>
      {agreed ? (
        <Notice tone="ok" title={agreed} />
      ) : (
        <Notice tone="due" title={m.donations_delivery_none()} />
      )}
      {slots.length === 0 ? (
        <p>{m.donations_slots_none()}</p>
      ) : (
        <EditForm intent="book" reply={reply}>
          <SelectField name="slot" label={m.donations_delivery()} options={slots} />
          <SubmitButton>{agreed ? m.donations_delivery_change() : m.donations_delivery_book()}</SubmitButton>
        </EditForm>
      )}
      {agreed ? (
        <EditForm intent="cancel-delivery" reply={reply}>
          <SubmitButton danger>{m.donations_delivery_cancel()}</SubmitButton>
        </EditForm>
      ) : null}
    </>
  );
}
