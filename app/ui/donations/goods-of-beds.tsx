import { formatDate } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import type { goodsRow } from './goods-row';

/** Donated goods for a resident, and for the beds of the resident while they lay there. */
export function GoodsOfBeds({ rows }: { rows: readonly ReturnType<typeof goodsRow>[] }) {
  return (
    <Section title={m.donations_of_resident()}>
      <Table
        caption={m.donations_of_resident()}
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
