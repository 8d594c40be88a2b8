import { formatDate } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import type { goodsRow } from './goods-row';

/** Donated goods for somebody: themselves, their household, or the beds in which they lay. */
export function GoodsFor({ title, rows }: { title: string; rows: readonly ReturnType<typeof goodsRow>[] }) {
  return (
    <Section title={title}>
      <Table
        caption={title}
        rows={rows}
        rowKey={(row) => row.id}
        empty={m.donations_of_resident_none()}
        columns={[
          { key: 'goods', title: m.donations_items(), heading: true, cell: (row) => row.goods },
          { key: 'to', title: m.donations_recipient(), cell: (row) => row.to },
          { key: 'on', title: m.donations_allocated_on(), cell: (row) => formatDate(row.allocatedOn) },
          {
            key: 'handed',
            title: m.donations_handed_over_on(),
            cell: (row) => (row.handedOverOn ? formatDate(row.handedOverOn) : m.kit_empty_value()),
          },
          {
            key: 'status',
            title: m.donations_status(),
            cell: ({ status }) => <Status tone={status.tone}>{status.text}</Status>,
          },
        ]}
      />
    </Section>
  );
}
