import type { PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { DateField, MoneyField, SelectField, SubmitButton, TextArea, TextField } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { formatDate } from '../kit/format';
import { groundLabel } from './labels';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface MoneyFormsProps {
  readonly reply: Reply | null | undefined;
  readonly fiscal: boolean;
  readonly today: string;
  /** First day that may be named, and, where months are closed, the first that the ledger still books. */
  readonly first: string;
  readonly openFrom: PlainDate | null;
  readonly year: number;
  /** Lines of the budget that were approved. */
  readonly lines: readonly Option[];
  /** Residents and the payers that owe something for them which this fund may settle; one value names both. */
  readonly owed: readonly Option[];
  /** Funds to which money may be carried over. */
  readonly others: readonly Option[];
}

/** What can be proposed for a fund, each in a dialog of its own; another person approves it. */
export function MoneyForms({
  reply,
  fiscal,
  today,
  first,
  openFrom,
  year,
  lines,
  owed,
  others,
}: MoneyFormsProps) {
  const values = { onDate: today, year };
  const commonWith = (documentHint?: string) => (
    <>
      <MoneyField name="amountFen" label={m.funds_amount()} />
      <DateField
        name="onDate"
        label={m.funds_on()}
        hint={openFrom ? m.funds_on_hint({ day: formatDate(openFrom) }) : undefined}
        min={first}
        max={today}
      />
      <TextField name="what" label={m.funds_what()} hint={m.funds_what_hint()} maxLength={200} />
      <TextField
        name="document"
        label={m.funds_voucher()}
        hint={documentHint}
        maxLength={100}
        autoComplete="off"
      />
    </>
  );
  const common = commonWith();
  const line = (
    <>
      <SelectField name="line" label={m.funds_line()} options={lines} optional={!fiscal} />
      <TextField name="year" label={m.funds_year()} inputMode="numeric" size={6} optional={!fiscal} />
    </>
  );
  return (
    <>
      {fiscal ? (
        <Dialog id="receive" title={m.funds_receive()} trigger={m.funds_receive()}>
          <EditForm intent="receive" id="receive" reply={reply} values={values}>
            {common}
            <SubmitButton>{m.funds_receive()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
      <Dialog id="budget" title={m.funds_budget_propose()} trigger={m.funds_budget_propose()}>
        <EditForm intent="budget" id="budget" reply={reply} values={values}>
          <TextField name="line" label={m.funds_line()} maxLength={60} />
          <TextField name="year" label={m.funds_year()} inputMode="numeric" size={6} />
          <TextField
            name="amountFen"
            label={m.funds_amount()}
            hint={m.funds_budget_hint()}
            inputMode="text"
            size={20}
            unit={m.kit_yuan()}
          />
          <TextArea name="reason" label={m.funds_reason()} maxLength={300} />
          <SubmitButton>{m.funds_budget_propose()}</SubmitButton>
        </EditForm>
      </Dialog>
      <Dialog id="spend" title={m.funds_spend()} trigger={m.funds_spend()}>
        <EditForm intent="spend" id="spend" reply={reply} values={values}>
          {common}
          {line}
          <SubmitButton>{m.funds_spend()}</SubmitButton>
        </EditForm>
      </Dialog>
      {owed.length > 0 ? (
        <Dialog id="share" title={m.funds_share()} trigger={m.funds_share()}>
          <EditForm intent="share" id="share" reply={reply} values={values}>
            <SelectField name="personId" label={m.funds_whose()} options={owed} />
            {common}
            {line}
            <SubmitButton>{m.funds_share()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
      {others.length > 0 ? (
        <Dialog id="transfer" title={m.funds_transfer()} trigger={m.funds_transfer()}>
          <EditForm intent="transfer" id="transfer" reply={reply} values={values}>
            <SelectField name="toFundId" label={m.funds_transfer_to()} options={others} />
            {fiscal ? null : (
              <SelectField
                name="ground"
                label={m.funds_ground()}
                hint={m.funds_ground_hint()}
                options={Object.entries(groundLabel).map(([value, label]) => ({ value, label: label() }))}
              />
            )}
            {fiscal ? common : commonWith(m.funds_ground_document_hint())}
            <SubmitButton>{m.funds_transfer()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
    </>
  );
}
