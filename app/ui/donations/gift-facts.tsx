import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { WholeGift } from '~/domain/donations/get-gift';
import { receivedDifference } from '~/domain/donations/gift.rules';
import { reasonText } from '~/domain/kernel/made-reasons';
import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { formatDate, formatMoney, formatNumber } from '../kit/format';
import { Table } from '../kit/table';
import { basisLabel, giftKindLabel, goodsName, meansLabel, named, sourceLabel } from './labels';
import { deliveryTime } from './slots';

/** The appeal that a gift answers, where its reader finds it: only staff have pages of those that are directed. */
function AppealOf({
  gift: { appealId, appealKind, appealTitle, appealTitleEn },
  staff,
}: {
  gift: Pick<WholeGift, 'appealId' | 'appealKind' | 'appealTitle' | 'appealTitleEn'>;
  staff: boolean | undefined;
}) {
  const title = named({ name: appealTitle ?? '', nameEn: appealTitleEn });
  if (staff) return <Link to={`/gifts/appeals/${appealId}`}>{title}</Link>;
  return appealKind === 'open' ? <Link to={`/appeals/${appealId}`}>{title}</Link> : title;
}

const yesNo = (anonymous: boolean): string =>
  anonymous ? m.donations_anonymous_yes() : m.donations_anonymous_no();

const receiptMail = ({ giftMail, donorMail }: { giftMail?: string | null; donorMail?: string | null }) =>
  giftMail
    ? m.donations_mail_of_gift({ mail: giftMail })
    : m.donations_mail_of_donor({ mail: donorMail ?? '' });

/** What arrived beyond the promise or short of it, and that the receipt goes by what arrived. */
const differenceText = (difference: bigint): string =>
  difference < 0n
    ? m.donations_difference_less({ amount: formatMoney(-difference) })
    : m.donations_difference_more({ amount: formatMoney(difference) });

/** What was promised and what came of it. `staff` sees where the gift came from and who took it. */
export function GiftFacts({
  gift,
  staff,
  contact,
}: {
  gift: Omit<WholeGift, 'lots'> & {
    donorPhone?: string | null;
    giftMail?: string | null;
    donorMail?: string | null;
    returnApprovedBy?: string | null;
  };
  staff?: boolean;
  /** How whoever gave is reached, for those who may see it in the clear; else masked. */
  contact?: ReactNode;
}) {
  const difference = receivedDifference(gift);
  const entity = named({ name: gift.entityName, nameEn: gift.entityNameEn });
  const purpose = named({ name: gift.purposeName, nameEn: gift.purposeNameEn });
  return (
    <DescriptionList
      items={[
        { term: m.donations_reference(), value: <span className="numeric">{gift.reference}</span> },
        { term: m.donations_kind(), value: giftKindLabel[gift.kind]() },
        { term: m.donations_donor(), value: gift.donorName ?? gift.payerName ?? m.donations_donor_unknown() },
        ...(gift.donorCreditCode ? [{ term: m.donations_credit_code(), value: gift.donorCreditCode }] : []),
        ...(contact ? [{ term: m.donations_contact(), value: contact }] : []),
        ...(staff && !contact && gift.donorPhone
          ? [{ term: m.donations_phone(), value: gift.donorPhone }]
          : []),
        ...(staff && (gift.giftMail ?? gift.donorMail)
          ? [{ term: m.donations_mail_to(), value: receiptMail(gift) }]
          : []),
        { term: m.donations_purpose(), value: purpose },
        { term: m.donations_entity(), value: entity },
        ...(gift.appealId
          ? [{ term: m.donations_appeal(), value: <AppealOf gift={gift} staff={staff} /> }]
          : []),
        { term: m.donations_anonymous(), value: yesNo(gift.anonymous) },
        { term: m.donations_pledged_on(), value: formatDate(gift.pledgedOn) },
        ...(gift.pledgedFen === null
          ? []
          : [{ term: m.donations_pledged(), value: formatMoney(gift.pledgedFen) }]),
        ...(gift.appointment
          ? [
              {
                term: m.donations_delivery(),
                value: deliveryTime({ ...gift.appointment, on: gift.appointment.onDate }),
              },
            ]
          : []),
        ...(gift.receivedOn ? [{ term: m.donations_received_on(), value: formatDate(gift.receivedOn) }] : []),
        ...(gift.receivedFen === null
          ? []
          : [
              {
                term: gift.kind === 'money' ? m.donations_received() : m.donations_value(),
                value: formatMoney(gift.receivedFen),
              },
            ]),
        ...(difference === 0n ? [] : [{ term: m.donations_difference(), value: differenceText(difference) }]),
        ...(staff ? staffFacts(gift) : []),
        ...returnFacts(gift),
        ...(gift.withdrawnReason
          ? [{ term: m.donations_withdrawn_reason(), value: reasonText(gift.withdrawnReason) }]
          : []),
      ]}
    />
  );
}

/** When, how and why it went back, for the donor too. */
function returnFacts({
  returned,
  means,
  returnApprovedBy,
}: Pick<WholeGift, 'returned' | 'means'> & { returnApprovedBy?: string | null }) {
  if (!returned) return [];
  const { on, reason, amountFen, underWay, refundedOn, sentBackNumber } = returned;
  const way = means ? meansLabel[means]() : m.kit_empty_value();
  return [
    {
      term: m.donations_returned_on(),
      value: m.donations_returned_value({ on: formatDate(on), amount: formatMoney(amountFen) }),
    },
    {
      term: m.donations_return_way(),
      value: refundedOn
        ? m.donations_returned_way_done({ way, on: formatDate(refundedOn) })
        : underWay
          ? m.donations_returned_way_under_way({ way })
          : sentBackNumber
            ? m.donations_returned_way_by_hand({ way, number: sentBackNumber })
            : m.donations_returned_way({ way }),
    },
    { term: m.donations_return_reason(), value: reason },
    ...(returnApprovedBy ? [{ term: m.donations_returned_by(), value: returnApprovedBy }] : []),
  ];
}

const staffFacts = (gift: Pick<WholeGift, 'source' | 'externalKey' | 'means' | 'handler'>) => [
  { term: m.donations_source(), value: sourceLabel[gift.source]() },
  ...(gift.externalKey ? [{ term: m.donations_external_key(), value: gift.externalKey }] : []),
  ...(gift.means ? [{ term: m.donations_means(), value: meansLabel[gift.means]() }] : []),
  ...(gift.handler ? [{ term: m.donations_handler(), value: gift.handler }] : []),
];

const count = (value: number | null): string => (value === null ? m.kit_empty_value() : formatNumber(value));

/** The items of a gift of goods, as far as each has come. */
export function ItemsTable({ items }: { items: WholeGift['items'] }) {
  return (
    <Table
      caption={m.donations_items()}
      rows={items}
      rowKey={(item) => item.id}
      empty={m.donations_items_none()}
      columns={[
        { key: 'name', title: m.donations_item_name(), heading: true, cell: goodsName },
        { key: 'unit', title: m.donations_item_unit(), cell: (item) => item.unit },
        {
          key: 'pledged',
          title: m.donations_quantity_pledged(),
          numeric: true,
          cell: (item) => formatNumber(item.pledged),
        },
        {
          key: 'received',
          title: m.donations_quantity_received(),
          numeric: true,
          cell: (item) => count(item.received),
        },
        {
          key: 'accepted',
          title: m.donations_quantity_accepted(),
          numeric: true,
          cell: (item) => count(item.accepted),
        },
        {
          key: 'reason',
          title: m.donations_refusal_reason(),
          cell: (item) => item.refusalReason ?? m.kit_empty_value(),
        },
        {
          key: 'value',
          title: m.donations_value(),
          numeric: true,
          cell: (item) => (item.valueFen === null ? m.kit_empty_value() : formatMoney(item.valueFen)),
        },
      ]}
    />
  );
}

interface Left {
  /** Only for staff, who find the change by it. */
  readonly changeId?: string;
  readonly kind: WholeGift['lots'][number]['left'][number]['kind'];
  /** Out of the lot; negative when a count found some. */
  readonly pieces: number;
  readonly broughtFen: bigint | null;
}

type StockedLot = Omit<WholeGift['lots'][number], 'left'> & { readonly left: readonly Left[] };

/** One count, write-off or sale of a lot in words: how many pieces, and what a sale brought. */
function leftText({ kind, pieces, broughtFen }: Left): string {
  if (kind === 'sale')
    return m.donations_left_sale({ pieces: formatNumber(pieces), amount: formatMoney(broughtFen ?? 0n) });
  if (kind === 'write_off') return m.donations_left_write_off({ pieces: formatNumber(pieces) });
  return pieces < 0
    ? m.donations_left_found({ pieces: formatNumber(-pieces) })
    : m.donations_left_count({ pieces: formatNumber(pieces) });
}

/** How many pieces left for good in all, and how. */
function LeftForGood({ left }: { left: readonly Left[] }) {
  return (
    <>
      {formatNumber(left.reduce((sum, { pieces }) => sum + pieces, 0))}
      {left.map((one, index) => (
        <small key={one.changeId ?? index} className="block">
          {one.changeId ? <Link to={`/goods/changes/${one.changeId}`}>{leftText(one)}</Link> : leftText(one)}
        </small>
      ))}
    </>
  );
}

/**
 * What became of stocked goods: how much reached somebody, is set aside, was lost, written off or sold, and is left, which together
 * are what was stocked. Names nobody.
 */
export function LotsTable({ lots, staff }: { lots: readonly StockedLot[]; staff?: boolean }) {
  return (
    <Table
      caption={m.donations_lots()}
      rows={lots}
      rowKey={(lot) => lot.id}
      empty={m.donations_lots_none()}
      columns={[
        {
          key: 'name',
          title: m.donations_item_name(),
          heading: true,
          cell: (lot) =>
            staff ? <Link to={`/goods/lots/${lot.id}`}>{goodsName(lot)}</Link> : goodsName(lot),
        },
        {
          key: 'quantity',
          title: m.donations_quantity_stocked(),
          numeric: true,
          cell: (lot) => `${formatNumber(lot.quantity)} ${lot.unit}`,
        },
        {
          key: 'used',
          title: m.donations_quantity_handed_over(),
          numeric: true,
          cell: (lot) => formatNumber(lot.handedOver),
        },
        {
          key: 'aside',
          title: m.donations_set_aside(),
          numeric: true,
          cell: (lot) => formatNumber(lot.setAside),
        },
        {
          key: 'left',
          title: m.donations_quantity_left_for_good(),
          numeric: true,
          cell: (lot) => <LeftForGood left={lot.left} />,
        },
        {
          key: 'remaining',
          title: m.donations_quantity_remaining(),
          numeric: true,
          cell: (lot) => formatNumber(lot.remaining),
        },
        {
          key: 'expires',
          title: m.donations_expires_on(),
          cell: (lot) => (lot.expiresOn ? formatDate(lot.expiresOn) : m.donations_never_expires()),
        },
        ...(staff
          ? [
              {
                key: 'store',
                title: m.donations_store(),
                cell: (lot: StockedLot) => lot.store,
              },
            ]
          : []),
      ]}
    />
  );
}

/** The proof by which goods have their value. */
export function ValuationFacts({
  valuation,
  proofPath,
}: {
  valuation: NonNullable<WholeGift['valuation']>;
  proofPath: string;
}) {
  return (
    <DescriptionList
      items={[
        { term: m.donations_basis(), value: basisLabel[valuation.basis]() },
        { term: m.donations_document_number(), value: valuation.documentNumber },
        { term: m.donations_document_on(), value: formatDate(valuation.documentOn) },
        { term: m.donations_valued_by(), value: valuation.valuedBy },
        { term: m.donations_proof(), value: <a href={proofPath}>{valuation.fileName}</a> },
      ]}
    />
  );
}
