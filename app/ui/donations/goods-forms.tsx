import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { WholeGift } from '~/domain/donations/get-gift';
import { m } from '~/words/generated/messages';
import {
  Checkbox,
  Choice,
  DateField,
  Fieldset,
  FileField,
  HiddenField,
  MoneyField,
  NumberField,
  RowButton,
  SelectField,
  SubmitButton,
  TextField,
} from '../kit/fields';
import { EditForm, type Reply, useRowCount } from '../kit/form';
import { formatNumber } from '../kit/format';
import { basisLabel, goodsName, optionsOf } from './labels';

type Items = WholeGift['items'];

interface StepProps {
  readonly items: Items;
  readonly reply?: Reply | null;
  readonly today: string;
}

/** One row per item, with its id and the fields that this step asks of it. */
const ItemRow = ({
  index,
  item,
  note,
  children,
}: {
  index: number;
  item: Items[number];
  note: string;
  children: ReactNode;
}) => (
  <Fieldset legend={goodsName(item)} hint={note}>
    <HiddenField name={`items[${index}].itemId`} value={item.id} />
    {children}
  </Fieldset>
);

/** Goods were brought: how many of each really came; if nothing did, the page withdraws the promise in the dialog `withdraw`. */
export function ReceiveForm({ items, reply, today }: StepProps) {
  return (
    <EditForm
      intent="receive"
      reply={reply}
      values={{ receivedOn: today, items: items.map(({ pledged }) => ({ received: pledged })) }}
    >
      <DateField name="receivedOn" label={m.donations_received_on()} max={today} />
      {items.map((item, index) => (
        <ItemRow
          key={item.id}
          index={index}
          item={item}
          note={m.donations_pledged_note({ quantity: formatNumber(item.pledged), unit: item.unit })}
        >
          <NumberField
            name={`items[${index}].received`}
            label={m.donations_quantity_received()}
            unit={item.unit}
          />
        </ItemRow>
      ))}
      <p>
        {m.donations_nothing_came()} <Link to="?open=withdraw">{m.donations_withdraw()}</Link>
      </p>
      <SubmitButton>{m.donations_receive()}</SubmitButton>
    </EditForm>
  );
}

/** What of the goods is fit for use. */
export function InspectForm({ items, reply }: StepProps) {
  return (
    <EditForm
      intent="inspect"
      reply={reply}
      values={{ items: items.map(({ received }) => ({ accepted: received })) }}
    >
      <p>{m.donations_inspect_text()}</p>
      {items.map((item, index) => (
        <ItemRow
          key={item.id}
          index={index}
          item={item}
          note={m.donations_received_note({ quantity: formatNumber(item.received ?? 0), unit: item.unit })}
        >
          <NumberField
            name={`items[${index}].accepted`}
            label={m.donations_quantity_accepted()}
            unit={item.unit}
          />
          <TextField
            name={`items[${index}].reason`}
            label={m.donations_refusal_reason()}
            hint={m.donations_refusal_reason_hint()}
            optional
          />
        </ItemRow>
      ))}
      <SubmitButton>{m.donations_inspect()}</SubmitButton>
    </EditForm>
  );
}

/** The value of what was accepted, by a proof that is kept. */
export function ValueForm({ items, reply, today }: StepProps) {
  const taken = items.filter(({ accepted }) => (accepted ?? 0) > 0);
  return (
    <EditForm intent="value" reply={reply} files>
      <p>{m.donations_value_text()}</p>
      <Choice name="basis" label={m.donations_basis()} options={optionsOf(basisLabel)} inline />
      <TextField name="documentNumber" label={m.donations_document_number()} size={20} autoComplete="off" />
      <DateField name="documentOn" label={m.donations_document_on()} max={today} />
      <FileField
        name="proof"
        label={m.donations_proof()}
        hint={m.donations_proof_hint()}
        accept=".pdf,.jpg,.jpeg,.png,.ofd"
      />
      {taken.map((item, index) => (
        <ItemRow
          key={item.id}
          index={index}
          item={item}
          note={m.donations_accepted_note({ quantity: formatNumber(item.accepted ?? 0), unit: item.unit })}
        >
          <MoneyField name={`items[${index}].valueFen`} label={m.donations_value_of_all()} />
        </ItemRow>
      ))}
      <SubmitButton>{m.donations_value_goods()}</SubmitButton>
    </EditForm>
  );
}

/** Where the goods are put, an item in several lots when its pieces expire differently. */
export function StockForm({ items, reply, valued }: StepProps & { valued: boolean }) {
  const taken = items.filter(({ accepted }) => (accepted ?? 0) > 0);
  return (
    <EditForm
      intent="stock"
      reply={reply}
      values={{ lots: taken.map(({ id, accepted }) => ({ itemId: id, quantity: accepted })) }}
    >
      <LotRows items={taken} />
      {valued ? null : (
        <Checkbox
          name="withoutValue"
          label={m.donations_without_value()}
          hint={m.donations_without_value_hint()}
        />
      )}
      <SubmitButton>{m.donations_stock_goods()}</SubmitButton>
    </EditForm>
  );
}

function LotRows({ items }: { items: Items }) {
  const rows = useRowCount('lots', items.length);
  const options = items.map((item) => ({ value: item.id, label: goodsName(item) }));
  return (
    <Fieldset legend={m.donations_lots()} hint={m.donations_lots_hint()}>
      {[...Array(rows).keys()].map((index) => (
        <div className="flex flex-wrap items-end gap-3" key={index}>
          <SelectField name={`lots[${index}].itemId`} label={m.donations_item_name()} options={options} />
          <NumberField name={`lots[${index}].quantity`} label={m.donations_quantity()} size={5} />
          <DateField name={`lots[${index}].expiresOn`} label={m.donations_expires_on()} optional />
          <TextField name={`lots[${index}].store`} label={m.donations_store()} size={8} />
          <TextField
            name={`lots[${index}].writeOff`}
            label={m.donations_stock_write_off()}
            size={20}
            autoComplete="off"
            optional
          />
          {rows > 1 ? (
            <RowButton name="lots" index={index}>
              {m.donations_item_remove()}
            </RowButton>
          ) : null}
        </div>
      ))}
      <div>
        <RowButton name="lots">{m.donations_lot_add()}</RowButton>
      </div>
    </Fieldset>
  );
}
