import { m } from '~/words/generated/messages';
import {
  Checkbox,
  Fieldset,
  NumberField,
  type Option,
  RowButton,
  SelectField,
  SubmitButton,
} from '../kit/fields';
import { EditForm, type Reply, useRowCount } from '../kit/form';

/** Sets goods aside; field names are those of `allocateGoods`. */
export function AllocateForm({
  field,
  label,
  recipients,
  goods,
  first,
  reply,
}: {
  /** Name and label of whom they are for, and who can be chosen. */
  field: string;
  label: string;
  recipients: readonly Option[];
  goods: readonly Option[];
  /** Goods that are chosen already. */
  first?: string;
  reply?: Reply | null;
}) {
  return (
    <EditForm reply={reply} values={first ? { lines: [{ goodsId: first }] } : undefined}>
      <SelectField name={field} label={label} options={recipients} />
      <GoodsRows goods={goods} />
      <Checkbox name="askLead" label={m.donations_interest_ask()} hint={m.donations_interest_ask_hint()} />
      <SubmitButton>{m.donations_allocate()}</SubmitButton>
    </EditForm>
  );
}

function GoodsRows({ goods }: { goods: readonly Option[] }) {
  const rows = useRowCount('lines');
  return (
    <Fieldset legend={m.donations_items()} hint={m.donations_allocate_hint()}>
      {[...Array(rows).keys()].map((index) => (
        <div className="flex flex-wrap items-end gap-3" key={index}>
          <SelectField name={`lines[${index}].goodsId`} label={m.donations_item_name()} options={goods} />
          <NumberField name={`lines[${index}].quantity`} label={m.donations_quantity()} size={5} />
          {rows > 1 ? (
            <RowButton name="lines" index={index}>
              {m.donations_item_remove()}
            </RowButton>
          ) : null}
        </div>
      ))}
      <div>
        <RowButton name="lines">{m.donations_item_add()}</RowButton>
      </div>
    </Fieldset>
  );
}
