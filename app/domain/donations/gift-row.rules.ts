import type { ImportColumn } from '../kernel/import-columns';
import type { SheetRow } from '../kernel/import-report';
import { type Fen, parseYuan } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import { parseWrittenDate } from '../kernel/written-date';
import { type DonorFacts, readDonor } from './donor.rules';
import { amountRefusal } from './gift.rules';
import { goodsText } from './goods.rules';

/** Columns of a list of gifts that were written down elsewhere. One row is one gift: money that came, or one item of goods that was brought. */
export const giftColumns = [
  {
    header: '登记号',
    aliases: ['编号', '凭证号', 'number'],
    field: 'externalKey',
    required: true,
    example: '演示-2026-001',
  },
  {
    header: '捐赠人类型',
    aliases: ['类型', 'donor kind'],
    field: 'donorKind',
    required: true,
    example: '个人',
  },
  {
    header: '捐赠人',
    aliases: ['捐赠单位', '姓名', '名称', 'donor'],
    field: 'donorName',
    required: true,
    example: '演示甲',
  },
  {
    header: '统一社会信用代码',
    aliases: ['信用代码', 'credit code'],
    field: 'creditCode',
    required: false,
    example: '',
  },
  { header: '联系电话', aliases: ['电话', '手机', 'phone'], field: 'phone', required: false, example: '' },
  { header: '捐赠形式', aliases: ['形式', 'kind'], field: 'kind', required: true, example: '货币' },
  {
    header: '金额',
    aliases: ['金额(元)', '捐赠金额', 'amount'],
    field: 'amount',
    required: false,
    example: '500.00',
  },
  { header: '物资名称', aliases: ['物品', 'item'], field: 'itemName', required: false, example: '' },
  { header: '规格', aliases: ['型号', 'spec'], field: 'itemSpec', required: false, example: '' },
  { header: '单位', aliases: ['计量单位', 'unit'], field: 'itemUnit', required: false, example: '' },
  { header: '数量', aliases: ['quantity'], field: 'itemQuantity', required: false, example: '' },
  {
    header: '捐赠日期',
    aliases: ['日期', '收到日期', 'date'],
    field: 'receivedOn',
    required: true,
    example: '2026-11-03',
  },
  {
    header: '用途',
    aliases: ['捐赠用途', '意向', 'purpose'],
    field: 'purpose',
    required: false,
    example: '',
  },
  {
    header: '匿名',
    aliases: ['是否匿名', '不公开姓名', 'anonymous'],
    field: 'anonymous',
    required: false,
    example: '是',
  },
] as const satisfies readonly ImportColumn[];

type Field = (typeof giftColumns)[number]['field'];

/** A row that was read. */
export interface GiftRow {
  readonly row: number;
  readonly externalKey: string;
  readonly donor: DonorFacts;
  readonly anonymous: boolean;
  /** Name or code of a purpose; empty for the general one. */
  readonly purpose: string;
  readonly receivedOn: PlainDate;
  readonly gift:
    | { readonly kind: 'money'; readonly amountFen: Fen }
    | {
        readonly kind: 'goods';
        readonly name: string;
        readonly spec: string;
        readonly unit: string;
        readonly quantity: number;
      };
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();
const headingText = (text: string): string =>
  plain(text)
    .replace(/[\s()*]/g, '')
    .toLowerCase();

/** Reads a cell by its field, under whichever of its headings it stands. */
function cellsOf({ cells }: SheetRow): (field: Field) => string {
  const byHeading = new Map(
    Object.entries(cells).map(([heading, text]) => [headingText(heading), plain(text)]),
  );
  return (field) => {
    const column = giftColumns.find((one) => one.field === field);
    const headings = column ? [column.header, ...column.aliases] : [];
    return (
      headings
        .map((heading) => byHeading.get(headingText(heading)))
        .find((text) => text !== undefined && text !== '') ?? ''
    );
  };
}

const kinds: Readonly<Record<string, 'money' | 'goods'>> = {
  货币: 'money',
  货币资金: 'money',
  现金: 'money',
  资金: 'money',
  钱款: 'money',
  money: 'money',
  cash: 'money',
  物资: 'goods',
  实物: 'goods',
  物品: 'goods',
  goods: 'goods',
};

const donorKinds: Readonly<Record<string, DonorFacts['kind']>> = {
  个人: 'person',
  自然人: 'person',
  person: 'person',
  单位: 'organisation',
  企业: 'organisation',
  组织: 'organisation',
  机构: 'organisation',
  法人: 'organisation',
  organisation: 'organisation',
};

const yes = new Set(['是', '匿名', '不公开', 'y', 'yes', 'true', '1', '√']);
const no = new Set(['', '否', '公开', '不匿名', 'n', 'no', 'false', '0']);

type Cell = (field: Field) => string;

function readMoney(cell: Cell, problems: Refusal[]): GiftRow['gift'] {
  const amountFen = parseYuan(cell('amount')) ?? 0n;
  const wrong = amountRefusal(amountFen, 'amount');
  if (wrong) problems.push(wrong);
  return { kind: 'money', amountFen };
}

function readItem(cell: Cell, problems: Refusal[]): GiftRow['gift'] {
  const quantity = /^\d{1,7}$/.test(cell('itemQuantity')) ? Number(cell('itemQuantity')) : 0;
  if (cell('itemName') === '') problems.push(refusal('GOODS.NAME_MISSING', { field: 'itemName' }));
  if (cell('itemUnit') === '') problems.push(refusal('GOODS.UNIT_MISSING', { field: 'itemUnit' }));
  if (quantity < 1 || quantity > 1_000_000)
    problems.push(refusal('GOODS.QUANTITY_FORM', { field: 'itemQuantity' }));
  const [name, spec, unit] = [cell('itemName'), cell('itemSpec'), cell('itemUnit')].map(goodsText) as [
    string,
    string,
    string,
  ];
  return { kind: 'goods', name, spec, unit, quantity };
}

function readGiver(cell: Cell, problems: Refusal[]): DonorFacts | undefined {
  const kind = donorKinds[cell('donorKind').toLowerCase()];
  if (!kind) {
    problems.push(
      refusal('GIFT.DONOR_KIND_UNKNOWN', { field: 'donorKind', params: { text: cell('donorKind') } }),
    );
    return undefined;
  }
  const donor = readDonor({
    kind,
    name: cell('donorName'),
    creditCode: cell('creditCode'),
    phone: cell('phone'),
  });
  if (donor.ok) return donor.value;
  const columns: Readonly<Record<string, string>> = {
    'donor.name': 'donorName',
    'donor.creditCode': 'creditCode',
    'donor.phone': 'phone',
  };
  problems.push(...donor.refusals.map((one) => ({ ...one, field: columns[one.field ?? ''] ?? one.field })));
  return undefined;
}

/**
 * Reads one row, or says everything that is wrong with it: GIFT.KEY_MISSING, .KIND_UNKNOWN, .DONOR_KIND_UNKNOWN,
 * .AMOUNT_FORM, .DATE_FORM, .DATE_AHEAD, .ANONYMOUS_FORM, GOODS.…, DONOR.….
 */
export function readGiftRow(
  row: SheetRow,
  today: PlainDate,
): { read: GiftRow } | { problems: [Refusal, ...Refusal[]] } {
  const cell = cellsOf(row);
  const problems: Refusal[] = [];
  const externalKey = cell('externalKey');
  if (externalKey === '' || externalKey.length > 60)
    problems.push(refusal('GIFT.KEY_MISSING', { field: 'externalKey' }));
  const donor = readGiver(cell, problems);
  const kind = kinds[cell('kind').toLowerCase()];
  if (!kind) problems.push(refusal('GIFT.KIND_UNKNOWN', { field: 'kind', params: { text: cell('kind') } }));
  const gift =
    kind === 'goods' ? readItem(cell, problems) : kind === 'money' ? readMoney(cell, problems) : undefined;
  const receivedOn = parseWrittenDate(cell('receivedOn'));
  if (!receivedOn)
    problems.push(refusal('GIFT.DATE_FORM', { field: 'receivedOn', params: { text: cell('receivedOn') } }));
  else if (receivedOn > today)
    problems.push(refusal('GIFT.DATE_AHEAD', { field: 'receivedOn', params: { today } }));
  const wish = cell('anonymous').toLowerCase();
  if (!yes.has(wish) && !no.has(wish))
    problems.push(refusal('GIFT.ANONYMOUS_FORM', { field: 'anonymous', params: { text: wish } }));
  const [first, ...rest] = problems;
  if (first || !donor || !gift || !receivedOn) return { problems: [first as Refusal, ...rest] };
  return {
    read: {
      row: row.row,
      externalKey,
      donor,
      anonymous: yes.has(wish),
      purpose: cell('purpose'),
      receivedOn,
      gift,
    },
  };
}
