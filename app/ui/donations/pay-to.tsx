import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { Notice } from '../kit/notice';

/** An account number in groups of four, as cards show it. */
const grouped = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');

/** Where money is paid to, and what to write so that it finds its gift. */
export function PayTo({
  reference,
  account,
}: {
  reference: string;
  account: { readonly accountHolder: string; readonly accountBank: string; readonly accountNumber: string };
}) {
  return (
    <>
      <Notice tone="info" title={m.donations_pay_reference({ reference })}>
        <p>{m.donations_pay_reference_text()}</p>
      </Notice>
      <DescriptionList
        items={[
          { term: m.donations_pay_holder(), value: account.accountHolder },
          { term: m.donations_pay_bank(), value: account.accountBank },
          {
            term: m.donations_pay_account(),
            value: <span className="numeric">{grouped(account.accountNumber)}</span>,
          },
          { term: m.donations_pay_remark(), value: <strong className="numeric">{reference}</strong> },
        ]}
      />
    </>
  );
}

/** In place of the ways to pay a gift while money for it is before a person. */
export const MoneyChecked = () => (
  <Notice tone="due" title={m.donations_pay_checked()} live>
    <p>{m.donations_pay_checked_text()}</p>
  </Notice>
);
