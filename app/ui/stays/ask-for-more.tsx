import type { DocumentKindRecord } from '~/domain/stays/list-document-kinds';
import {
  DateField,
  Fieldset,
  RowButton,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm, type Reply, useRowCount } from '~/ui/kit/form';
import { formatNumber } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { rowKeys } from '~/ui/kit/row-keys';
import { m } from '~/words/generated/messages';
import { kindName } from './paper-labels';

type Kinds = readonly DocumentKindRecord[];

/** Asks the family for everything that is missing, a row each. */
export function AskForMore({
  kinds,
  missing,
  again,
  days,
  reply,
}: {
  kinds: Kinds;
  missing: readonly string[];
  /** It was asked before. */
  again: boolean;
  /** Working days to answer, unless another day is chosen. */
  days: number;
  reply?: Reply;
}) {
  const first = missing.flatMap((code) => {
    const kind = kinds.find((one) => one.code === code);
    return kind ? [{ documentKind: code, text: kindName(kind) }] : [];
  });
  return (
    <Section title={m.stays_request_new()}>
      <p>{m.stays_request_lead()}</p>
      <EditForm intent="request" reply={reply} values={{ items: first }}>
        <Items kinds={kinds} />
        <DateField
          name="dueOn"
          label={m.stays_request_due()}
          hint={m.stays_request_due_hint({ days: formatNumber(days) })}
          optional
        />
        {again ? <TextField name="againReason" label={m.stays_request_again()} maxLength={300} /> : null}
        <SubmitButton>{m.stays_request_send()}</SubmitButton>
      </EditForm>
    </Section>
  );
}

function Items({ kinds }: { kinds: Kinds }) {
  const count = useRowCount('items');
  return (
    <>
      {rowKeys(count).map((key, place) => (
        <Fieldset key={key} legend={m.stays_request_item({ number: formatNumber(place + 1) })}>
          <SelectField
            name={`items[${place}].documentKind`}
            label={m.stays_request_item_kind()}
            hint={m.stays_request_item_kind_hint()}
            options={kinds.map((kind) => ({ value: kind.code, label: kindName(kind) }))}
            optional
          />
          <TextArea
            name={`items[${place}].text`}
            label={m.stays_request_item_text()}
            rows={2}
            maxLength={500}
          />
          {count > 1 ? (
            <RowButton name="items" index={place}>
              {m.stays_request_item_remove()}
            </RowButton>
          ) : null}
        </Fieldset>
      ))}
      <RowButton name="items">{m.stays_request_item_add()}</RowButton>
    </>
  );
}
