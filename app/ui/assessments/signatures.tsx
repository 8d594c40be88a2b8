import type { PlainDate } from '~/domain/kernel/plain-date';
import { Choice, DateField, HiddenField, TextArea, TextField } from '~/ui/kit/fields';
import { formatDate } from '~/ui/kit/format';
import { useScripted } from '~/ui/kit/scripted';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { meansLabel, partyLabel } from './labels';
import './bedside.css';
import { DrawnSignature, SignaturePad } from './signature-pad';

type Party = keyof typeof partyLabel;

interface Signed {
  readonly id: string;
  readonly party: Party;
  readonly signer: string;
  readonly means: keyof typeof meansLabel;
  readonly signedOn: PlainDate;
  readonly strokes: string | null;
  readonly reason: string | null;
}

/** Who stands for an assessment, and who does not yet. */
export function Signatures({
  signatures,
  names,
}: {
  signatures: readonly Signed[];
  names: Readonly<Record<'first' | 'second', string>>;
}) {
  const family = signatures.filter(({ party }) => party === 'person' || party === 'guardian');
  const rows: { title: string; signed: readonly Signed[] }[] = [
    ...(['first', 'second'] as const).map((party) => ({
      title: m.assessments_signer({ party: partyLabel[party](), name: names[party] }),
      signed: signatures.filter((one) => one.party === party),
    })),
    { title: m.assessments_sign_family(), signed: family },
  ];
  return (
    <ul className="signatures">
      {rows.map(({ title, signed }) => (
        <li key={title}>
          <h3>{title}</h3>
          {signed.length === 0 ? <Status tone="due">{m.assessments_sign_missing()}</Status> : null}
          {signed.map((one) => (
            <div key={one.id}>
              <p>
                <Status tone={one.means === 'refused' ? 'stopped' : 'ok'}>
                  {m.assessments_signed({ means: meansLabel[one.means](), date: formatDate(one.signedOn) })}
                </Status>{' '}
                {one.party === 'person' || one.party === 'guardian'
                  ? m.assessments_signer({ party: partyLabel[one.party](), name: one.signer })
                  : null}
              </p>
              {one.reason ? <p>{m.assessments_sign_refused_because({ reason: one.reason })}</p> : null}
              {one.strokes ? (
                <DrawnSignature
                  strokes={one.strokes}
                  label={m.assessments_sign_drawn_of({ name: one.signer })}
                />
              ) : null}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

interface SignFieldsProps {
  /** Name of the signature in the form, such as `signatures[0]`; '' where the form is of one signature. */
  readonly within: string;
  readonly title: string;
  /** Whose it is; several to choose from for the person or the guardian. */
  readonly party: Party | readonly Party[];
  /** Who looks at the form is this assessor, and may stand for it by the own sign-in. */
  readonly byAccount?: boolean;
  /** Nothing need be signed now. */
  readonly later?: boolean;
  readonly today: PlainDate;
}

/**
 * How one party signs: in the box, on the printed form with its day, not at all with the reason. What a choice does not need is put
 * away by the style sheet, so that it works without script; only the box needs it.
 */
export function SignFields({ within, title, party, byAccount, later, today }: SignFieldsProps) {
  const scripted = useScripted();
  const name = (field: string) => (within ? `${within}.${field}` : field);
  const several = typeof party === 'string' ? undefined : party;
  const means = (['account', 'drawn', 'paper', 'refused'] as const).filter((one) => {
    if (one === 'account') return byAccount;
    if (one === 'drawn') return scripted;
    return one === 'paper' || several !== undefined;
  });
  return (
    <div className="sign-fields">
      {several ? (
        <Choice
          name={name('party')}
          label={m.assessments_sign_who()}
          options={several.map((one) => ({ value: one, label: partyLabel[one]() }))}
          inline
          optional={later}
        />
      ) : (
        <HiddenField name={name('party')} value={party as Party} />
      )}
      {several ? (
        <div className="sign-guardian">
          <TextField name={name('signer')} label={m.assessments_sign_guardian_name()} maxLength={60} />
        </div>
      ) : null}
      <Choice
        name={name('means')}
        label={title}
        options={[
          ...means.map((one) => ({ value: one, label: meansLabel[one]() })),
          ...(later ? [{ value: '', label: m.assessments_sign_later() }] : []),
        ]}
        inline
        optional={later}
      />
      {scripted ? (
        <div className="sign-drawn">
          <SignaturePad name={name('strokes')} label={title} />
        </div>
      ) : null}
      <div className="sign-paper">
        <DateField name={name('signedOn')} label={m.assessments_sign_paper_on()} max={today} />
      </div>
      {several ? (
        <div className="sign-refused">
          <TextArea name={name('reason')} label={m.assessments_sign_refused_reason()} rows={2} />
        </div>
      ) : null}
    </div>
  );
}
