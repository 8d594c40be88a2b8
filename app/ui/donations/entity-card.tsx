import type { ReactNode } from 'react';
import type { listReceivingEntities } from '~/domain/donations/list-entities';
import { qualificationOn } from '~/domain/donations/qualification.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { formatPeriod } from '../kit/format';
import { Section } from '../kit/page';
import { Status } from '../kit/status';
import { qualificationLabel } from './checking-labels';
import { named } from './labels';

type Entity = Awaited<ReturnType<typeof listReceivingEntities>>[number];

/** Who receives, by what right and until when. */
export function EntityCard({
  entity,
  today,
  children,
}: {
  entity: Entity;
  today: PlainDate;
  /** What can be done about it. */
  children?: ReactNode;
}) {
  const able = qualificationOn(entity.qualifications, today) !== undefined;
  return (
    <Section
      title={named(entity)}
      actions={
        able ? (
          <Status tone="ok">{m.donations_may_receive()}</Status>
        ) : (
          <Status tone="late">{m.donations_may_not_receive()}</Status>
        )
      }
    >
      <DescriptionList
        items={[
          ...entity.qualifications.map(({ kind, number, validFrom, validUntil }) => ({
            term: qualificationLabel[kind](),
            value: m.donations_qualification_value({ number, period: formatPeriod(validFrom, validUntil) }),
          })),
          {
            term: m.donations_pay_account(),
            value: [entity.accountHolder, entity.accountBank, entity.accountNumber].join(
              m.reports_list_mark(),
            ),
          },
          { term: m.donations_receipt_prefix(), value: entity.receiptPrefix },
          { term: m.donations_handler(), value: entity.handler },
        ]}
      />
      {children}
    </Section>
  );
}
