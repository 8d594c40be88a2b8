import type { ReactNode } from 'react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import type { findOwnVolunteer, findVolunteer } from '~/domain/volunteers/get-volunteer';
import type { GuardianRelation } from '~/domain/volunteers/volunteer.rules';
import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { formatDate, formatMinutes } from '../kit/format';
import { relationLabel, serviceText, skillText } from './labels';
import { volunteerStatusLabel } from './status';
import { slotText } from './week';

export type VolunteerView = NonNullable<
  Awaited<ReturnType<typeof findVolunteer>> | Awaited<ReturnType<typeof findOwnVolunteer>>
>;

/** Who a volunteer is here: number, telephone, hours, stars, services, skills with licences, the week. */
export function VolunteerFacts({
  volunteer,
  town,
  phone,
}: {
  volunteer: VolunteerView;
  town?: string;
  /** In place of the masked number: with a way to see it in the clear. */
  phone?: ReactNode;
}) {
  const list = (texts: readonly string[]) =>
    texts.length > 0 ? texts.join(m.reports_list_mark()) : m.kit_empty_value();
  return (
    <DescriptionList
      items={[
        { term: m.volunteers_number(), value: volunteer.number },
        { term: m.volunteers_phone(), value: phone ?? volunteer.phone ?? m.volunteers_phone_none() },
        {
          term: m.volunteers_town(),
          value: [town ?? volunteer.townCode, volunteer.home?.village].filter(Boolean).join(' '),
        },
        ...(volunteer.home
          ? [{ term: m.volunteers_point(), value: m.volunteers_point_value(volunteer.home) }]
          : []),
        { term: m.volunteers_registered_on(), value: formatDate(volunteer.registeredOn as PlainDate) },
        ...(volunteer.status === 'active'
          ? []
          : [{ term: m.volunteers_standing(), value: standingText(volunteer) }]),
        { term: m.volunteers_hours_total(), value: formatMinutes(volunteer.minutes) },
        { term: m.volunteers_stars(), value: m.volunteers_stars_count({ stars: volunteer.stars }) },
        ...(volunteer.guardianName && volunteer.guardianConsentOn
          ? [
              {
                term: m.volunteers_guardian(),
                value: m.volunteers_guardian_value({
                  relation: relationLabel[volunteer.guardianRelation as GuardianRelation](),
                  name: volunteer.guardianName,
                  date: formatDate(volunteer.guardianConsentOn as PlainDate),
                }),
              },
            ]
          : []),
        { term: m.volunteers_services(), value: list(volunteer.serviceKinds.map(serviceText)) },
        {
          term: m.volunteers_skills(),
          value: list(
            volunteer.skills.map(({ skill, licenceNumber, validUntil }) =>
              licenceNumber && validUntil
                ? m.volunteers_licence_value({
                    skill: skillText(skill),
                    number: licenceNumber,
                    date: formatDate(validUntil as PlainDate),
                  })
                : skillText(skill),
            ),
          ),
        },
        {
          term: m.volunteers_availability(),
          value:
            volunteer.availability.length > 0
              ? list(volunteer.availability.map(slotText))
              : m.volunteers_availability_empty(),
        },
        {
          term: m.volunteers_limits(),
          value: m.volunteers_limits_value({
            daily: formatMinutes(volunteer.dailyLimitMinutes),
            weekly: formatMinutes(volunteer.weeklyLimitMinutes),
          }),
        },
      ]}
    />
  );
}

/** `暂停，自2026年12月1日，2027年1月1日恢复`. */
function standingText({ status, statusFrom, pausedUntil }: VolunteerView): string {
  const said = {
    status: volunteerStatusLabel[status]?.() ?? status,
    date: formatDate(statusFrom as PlainDate),
  };
  return pausedUntil
    ? m.volunteers_standing_until({ ...said, until: formatDate(pausedUntil as PlainDate) })
    : m.volunteers_standing_since(said);
}
