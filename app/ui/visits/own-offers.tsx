import { m } from '~/words/generated/messages';
import { HiddenField, SubmitButton } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { Section } from '../kit/page';

interface Offer {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly standby: boolean;
}

/** Visits that a volunteer is asked to step in for, with one tap each for yes and no. */
export function OwnOffers({ offers, reply }: { offers: readonly Offer[]; reply: Reply | undefined }) {
  if (offers.length === 0) return null;
  return (
    <Section title={m.visits_own_offers()}>
      <p className="quiet">{m.visits_own_offers_hint()}</p>
      <ul className="grid gap-4">
        {offers.map((offer) => (
          <li key={offer.id}>
            <p>
              <strong>{offer.title}</strong>
            </p>
            <p>{offer.detail}</p>
            {offer.standby ? <p>{m.visits_own_standby()}</p> : null}
            <div className="flex flex-wrap gap-3">
              {offer.standby ? null : (
                <EditForm intent="accept-offer" id={`accept-${offer.id}`} reply={reply}>
                  <HiddenField name="offerId" value={offer.id} />
                  <SubmitButton>{m.visits_own_accept()}</SubmitButton>
                </EditForm>
              )}
              <EditForm intent="decline-offer" id={`decline-${offer.id}`} reply={reply}>
                <HiddenField name="offerId" value={offer.id} />
                <SubmitButton danger>
                  {offer.standby ? m.visits_own_standby_leave() : m.visits_own_decline()}
                </SubmitButton>
              </EditForm>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
