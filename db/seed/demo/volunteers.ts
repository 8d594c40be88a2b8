import { identityNumberOf } from '#test/factories/identity-number';
import { linkUser } from '~/domain/access/link-user';
import { dateOf, plainDate } from '~/domain/kernel/plain-date';
import { registerVolunteer } from '~/domain/volunteers/register-volunteer';
import type { ServiceKind } from '~/domain/volunteers/volunteer.rules';
import { demoUserId } from './access';
import { type Demo, must } from './demo';

interface DemoVolunteer {
  readonly name: string;
  readonly born: string;
  readonly townCode: string;
  readonly serviceKinds: readonly ServiceKind[];
  readonly haircut?: boolean;
  readonly nurse?: boolean;
  readonly role?: 'volunteer' | 'leader';
}

const volunteers: readonly DemoVolunteer[] = [
  {
    name: '演示陈思雨',
    born: '1996-03-08',
    townCode: '370304111',
    serviceKinds: ['companionship', 'inclusion'],
    haircut: true,
    role: 'volunteer',
  },
  {
    name: '演示冯志刚',
    born: '1971-09-19',
    townCode: '370304111',
    serviceKinds: ['companionship', 'survey', 'resources'],
    role: 'leader',
  },
  {
    name: '演示韩梅',
    born: '1985-05-21',
    townCode: '370304112',
    serviceKinds: ['companionship', 'counselling'],
    nurse: true,
  },
  { name: '演示吕强', born: '2009-07-01', townCode: '370304111', serviceKinds: ['companionship'] },
];

const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', until: '18:00' }));

/** Four volunteers, one of them under age with a guardian's consent; two of them have an account. */
export async function seedVolunteers(demo: Demo): Promise<void> {
  const coordinator = demo.as('coordinator');
  const today = dateOf(new Date());
  for (const [serial, one] of (demo.main ? volunteers : []).entries()) {
    const { volunteerId } = must(
      await registerVolunteer(coordinator, {
        name: one.name,
        identityNumber: identityNumberOf({ birthDate: plainDate(one.born), serial }),
        townCode: one.townCode,
        serviceKinds: [...one.serviceKinds],
        skills: [
          ...(one.haircut ? [{ skill: 'haircut' as const }] : []),
          ...(one.nurse
            ? [{ skill: 'nursing' as const, licenceNumber: 'DEMO-0001', validUntil: '2099-12-31' }]
            : []),
        ],
        availability: everyDay,
        ...(one.born > '2008' && {
          guardianName: '演示监护人',
          guardianRelation: 'mother' as const,
          guardianConsentOn: today,
        }),
        ownWill: true,
      }),
    );
    if (one.role)
      must(await linkUser(demo.as('admin'), { userId: demoUserId(one.role, demo.tenant), volunteerId }));
  }
}
