import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { allocationStatusLabel, allocationTone, recipientText } from './allocation-labels';
import { goodsName } from './labels';

type Allocation = Parameters<typeof recipientText>[0] & {
  readonly id: string;
  readonly status: 'allocated' | 'handed_over' | 'withdrawn';
  readonly allocatedOn: PlainDate;
  readonly handedOverOn: PlainDate | null;
  readonly lines: readonly {
    readonly name: string;
    readonly spec: string;
    readonly quantity: number;
    readonly unit: string;
  }[];
};

/** Goods that were set aside, with their words; made in a loader. */
export const goodsRow = (allocation: Allocation) => ({
  id: allocation.id,
  goods: allocation.lines
    .map((line) => `${goodsName(line)} ${formatNumber(line.quantity)} ${line.unit}`)
    .join(m.reports_list_mark()),
  to: recipientText(allocation),
  allocatedOn: allocation.allocatedOn,
  handedOverOn: allocation.handedOverOn,
  status: {
    tone: allocationTone[allocation.status],
    text: allocationStatusLabel[allocation.status](),
  },
});
