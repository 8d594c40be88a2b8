import { Link } from '@remix-run/react';
import { ageOn, type PlainDate } from '~/domain/kernel/plain-date';
import type { HouseholdMember } from '~/domain/people/find-household';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { relationLabel, sexLabel } from './labels';

/** Members of a household on a day, the head first. */
export function HouseholdMembers({
  members,
  today,
}: {
  members: readonly HouseholdMember[];
  today: PlainDate;
}) {
  return (
    <Table
      caption={m.people_household()}
      rows={members}
      rowKey={(row) => row.personId}
      empty={m.people_household_none()}
      columns={[
        {
          key: 'name',
          title: m.people_name(),
          heading: true,
          cell: (row) => <Link to={`/people/${row.personId}`}>{row.name}</Link>,
        },
        {
          key: 'relation',
          title: m.people_relation(),
          cell: (row) => (row.relation ? relationLabel[row.relation]() : m.people_relation_unknown()),
        },
        { key: 'sex', title: m.people_sex(), cell: (row) => sexLabel[row.sex]() },
        {
          key: 'age',
          title: m.people_age(),
          numeric: true,
          cell: (row) => ageOn(row.birthDate, row.deceasedOn ?? today),
        },
      ]}
    />
  );
}
