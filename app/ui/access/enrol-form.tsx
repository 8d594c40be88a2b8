import { HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

interface EnrolFormProps {
  readonly secret: string;
  readonly backupCodes: readonly string[];
  /** The secret as a QR code, SVG made by the server. */
  readonly picture: string;
}

/** Three steps in one page: scan, keep the backup codes, confirm. */
export function EnrolForm({ secret, backupCodes, picture }: EnrolFormProps) {
  return (
    <>
      <Section title={m.access_factor_step_scan()}>
        <p>{m.access_factor_scan_text()}</p>
        <img
          src={`data:image/svg+xml,${encodeURIComponent(picture)}`}
          alt={m.access_factor_qr_alt()}
          width="240"
          height="240"
        />
        <p>{m.access_factor_key()}</p>
        <p>
          <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
      </Section>
      <Section title={m.access_factor_step_codes()}>
        <p>{m.access_factor_codes_text()}</p>
        <ul>
          {backupCodes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={m.access_factor_step_confirm()}>
        <EditForm intent="confirm" wholePage>
          <HiddenField name="secret" value={secret} />
          <HiddenField name="backupCodes" value={backupCodes.join(' ')} />
          <TextField
            name="code"
            label={m.access_factor_code()}
            autoComplete="one-time-code"
            inputMode="numeric"
            size={8}
            spellCheck={false}
          />
          <SubmitButton>{m.access_factor_confirm()}</SubmitButton>
        </EditForm>
      </Section>
    </>
  );
}
