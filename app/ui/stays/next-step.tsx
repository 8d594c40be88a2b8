import type { Application } from '~/domain/stays/find-application';
import type { BedMatches } from '~/domain/stays/list-bed-matches';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { AnswerOffer, offeredPlace } from './answer-offer';
import { gradeText } from './labels';
import { bedOptions, OfferBed } from './offers';

/** What the viewer may do with an application. */
interface May {
  readonly decide: boolean;
  readonly offer: boolean;
  readonly answer: boolean;
  readonly admit: boolean;
  readonly admitDirectly: boolean;
  readonly assess: boolean;
}

interface NextStepProps {
  readonly application: Application;
  readonly matches?: BedMatches;
  readonly may: May;
  readonly today: string;
  readonly reply?: Reply;
}

/** The one thing that is next for this application, for whoever may do it. */
export function NextStep({ application, matches, may, today, reply }: NextStepProps) {
  switch (application.status) {
    case 'eligible':
      return <FromEligible application={application} may={may} reply={reply} />;
    case 'waiting':
      return matches ? (
        <>
          {may.offer ? <OfferBed matches={matches} reply={reply} /> : null}
          {may.admitDirectly ? <AdmitDirectly matches={matches} today={today} reply={reply} /> : null}
        </>
      ) : null;
    case 'offered':
      return <FromOffered application={application} may={may} today={today} reply={reply} />;
    default:
      return null;
  }
}

function FromEligible({ application, may, reply }: Pick<NextStepProps, 'application' | 'may' | 'reply'>) {
  const { grade, personId } = application;
  if (grade === null) {
    return (
      <Section title={m.stays_assess_first()}>
        <p>{m.stays_assess_first_lead()}</p>
        {may.assess ? (
          <div className="actions">
            <ButtonLink to={`/people/${personId}/assess`} main>
              {m.stays_assess()}
            </ButtonLink>
          </div>
        ) : null}
      </Section>
    );
  }
  if (grade === 'independent') {
    return (
      <Notice tone="stopped">
        <p>{m.stays_not_dependent()}</p>
      </Notice>
    );
  }
  if (!may.decide) return null;
  return (
    <Section title={m.stays_place()}>
      <p>{m.stays_place_lead({ grade: gradeText(grade) })}</p>
      <EditForm intent="place" reply={reply}>
        <SubmitButton>{m.stays_place()}</SubmitButton>
      </EditForm>
    </Section>
  );
}

function FromOffered({ application, may, today, reply }: Omit<NextStepProps, 'matches'>) {
  const [offer] = application.offers;
  if (!offer) return null;
  return (
    <>
      {offer.status === 'open' && may.answer ? (
        <Section title={m.stays_answer()}>
          <AnswerOffer offer={offer} reply={reply} />
        </Section>
      ) : null}
      {offer.status === 'accepted' && may.admit ? (
        <Section title={m.stays_admit()}>
          <p>{m.stays_admit_lead({ bed: offeredPlace(offer) })}</p>
          <EditForm intent="admit" reply={reply} values={{ on: offer.fromOn > today ? today : offer.fromOn }}>
            <DateField name="on" label={m.stays_admit_on()} max={today} />
            <SubmitButton>{m.stays_admit_do()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      {may.offer ? (
        <div className="actions">
          <Dialog id="withdraw-offer" title={m.stays_withdraw_offer()} trigger={m.stays_withdraw_offer()}>
            <EditForm intent="withdraw-offer" reply={reply}>
              <input type="hidden" name="offerId" value={offer.id} />
              <TextField name="reason" label={m.stays_reason()} maxLength={300} />
              <SubmitButton>{m.stays_withdraw_offer()}</SubmitButton>
            </EditForm>
          </Dialog>
        </div>
      ) : null}
    </>
  );
}

function AdmitDirectly({ matches, today, reply }: { matches: BedMatches; today: string; reply?: Reply }) {
  if (matches.fitting.length === 0) return null;
  return (
    <div className="actions">
      <Dialog id="admit" title={m.stays_admit_direct()} trigger={m.stays_admit_direct()}>
        <p>{m.stays_admit_direct_lead()}</p>
        <EditForm intent="admit" reply={reply} values={{ on: today }}>
          <SelectField name="bedId" label={m.stays_bed()} options={bedOptions(matches.fitting)} />
          <DateField name="on" label={m.stays_admit_on()} max={today} />
          <TextField name="directReason" label={m.stays_admit_reason()} maxLength={300} />
          <SubmitButton>{m.stays_admit_do()}</SubmitButton>
        </EditForm>
      </Dialog>
    </div>
  );
}
