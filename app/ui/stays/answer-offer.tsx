import type { ReactNode } from 'react';
import { placeText } from '~/ui/beds/labels';
import { Choice, HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { m } from '~/words/generated/messages';

/** Where the bed of an offer stands. */
export const offeredPlace = ({
  building,
  room,
  bed,
}: {
  readonly building: string;
  readonly room: string;
  readonly bed: string;
}): string => placeText({ building, room, name: bed });

/** The answer to an offer, given by the family or written down for it. */
export function AnswerOffer({
  offer,
  reply,
  children,
}: {
  offer: { readonly id: string };
  reply?: Reply;
  children?: ReactNode;
}) {
  return (
    <>
      {children}
      <EditForm intent="answer" reply={reply}>
        <HiddenField name="offerId" value={offer.id} />
        <Choice
          name="answer"
          label={m.stays_offer_answered()}
          options={[
            { value: 'accept', label: m.stays_answer_accept() },
            { value: 'decline', label: m.stays_answer_decline(), hint: m.stays_answer_decline_hint() },
            { value: 'decline-and-leave', label: m.stays_answer_leave() },
          ]}
        />
        <SubmitButton>{m.stays_answer_do()}</SubmitButton>
      </EditForm>
    </>
  );
}
