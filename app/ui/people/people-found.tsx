import { Link } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDate, formatEmpty } from '~/ui/kit/format';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { townLabel } from './labels';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly birthDate: PlainDate;
  readonly townName: string | null;
  readonly townNameEn: string | null;
}

/** How many people are offered at the most; whoever looks for one of more writes more of the name. */
export const PEOPLE_FOUND = 10;

/** What is shown of people who were looked for, to tell them apart; call in a loader. */
export const peopleFound = (people: readonly Found[]) =>
  people.map(({ id, name, birthDate, townName, townNameEn }) => ({
    id,
    name,
    birthDate,
    town: townName ? townLabel({ name: townName, nameEn: townNameEn }) : formatEmpty(),
  }));

/** People who were looked for; one of them is taken by a link. */
export function PeopleFound({
  people,
  to,
}: {
  people: ReturnType<typeof peopleFound>;
  to: (id: string) => string;
}) {
  return (
    <Table
      caption={m.people_find()}
      rows={people}
      rowKey={(row) => row.id}
      empty={m.people_find_nobody()}
      columns={[
        {
          key: 'name',
          title: m.people_name(),
          heading: true,
          cell: ({ id, name }) => <Link to={to(id)}>{name}</Link>,
        },
        { key: 'born', title: m.people_birth_date(), cell: (row) => formatDate(row.birthDate) },
        { key: 'town', title: m.people_town(), cell: (row) => row.town },
      ]}
    />
  );
}
