import { useScripted } from '~/ui/kit/scripted';
import { m } from '~/words/generated/messages';
import '../assessments/bedside.css';
import { SignaturePad } from '../assessments/signature-pad';
import { Choice } from '../kit/fields';

/** How whoever takes the goods signs: in the box, or on the printed slip. The box needs script. */
export function SignedFields() {
  const scripted = useScripted();
  return (
    <div className="sign-fields">
      <Choice
        name="signed"
        label={m.donations_signed()}
        options={[
          ...(scripted ? [{ value: 'drawn', label: m.donations_signed_drawn() }] : []),
          { value: 'paper', label: m.donations_signed_paper() },
        ]}
        inline
      />
      {scripted ? (
        <div className="sign-drawn">
          <SignaturePad name="strokes" label={m.donations_signed()} />
        </div>
      ) : null}
    </div>
  );
}
