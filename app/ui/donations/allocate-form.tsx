import { m } from '~/words/generated/messages';
import { Fieldset, NumberField, type Option, RowButton, SelectField, SubmitButton } from '../kit/fields';
import { EditForm, type Reply, useRowCount } from '../kit/form';

/** Sets goods aside for a bed; field names are those of `allocateGoods`. */
export function AllocateForm({
  beds,
  goods,
  reply,
}: {
  beds: readonly Option[];
  goods: readonly Option[];
  reply?: Reply | null;
}) {
  return (
    <EditForm reply={reply}>
      <SelectField name="bedId" label={m.donations_bed()} options={beds} />
      <GoodsRows goods={goods} />
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
