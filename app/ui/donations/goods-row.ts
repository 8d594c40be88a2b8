import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { allocationStatusLabel, allocationTone, goodsName } from './labels';

interface Allocation {
  readonly id: string;
  readonly roomName: string;
  readonly bedName: string;
  readonly status: 'allocated' | 'handed_over' | 'withdrawn';
  readonly allocatedOn: PlainDate;
  readonly handedOverOn: PlainDate | null;
  readonly lines: readonly {
    readonly name: string;
    readonly spec: string;
    readonly quantity: number;
    readonly unit: string;
  }[];
}

/** Goods for a bed with their words; made in a loader. */
export const goodsRow = (allocation: Allocation) => ({
  id: allocation.id,
  goods: allocation.lines
    .map((line) => `${goodsName(line)} ${formatNumber(line.quantity)} ${line.unit}`)
    .join(m.reports_list_mark()),
  bed: `${allocation.roomName} ${allocation.bedName}`,
  allocatedOn: allocation.allocatedOn,
  handedOverOn: allocation.handedOverOn,
  status: {
    tone: allocationTone[allocation.status],
    text: allocationStatusLabel[allocation.status](),
  },
});
