import { identityNumberOf } from '#test/factories/identity-number';
import { linkUser } from '~/domain/access/link-user';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import { recordInsurance, recordTraining } from '~/domain/volunteers/keep-records';
import { registerTeam } from '~/domain/volunteers/keep-teams';
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

/** Four volunteers, one of them under age with a guardian's consent; two of them have an account and an insurance that ends soon. */
export async function seedVolunteers(demo: Demo): Promise<void> {
  const coordinator = demo.as('coordinator');
  const today = dateOf(new Date());
  const numbers: string[] = [];
  for (const [serial, one] of (demo.main ? volunteers : []).entries()) {
    const { volunteerId, number } = must(
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
    numbers.push(number);
    must(
      await recordTraining(coordinator, {
        volunteers: number,
        course: '上门服务入门（演示数据）',
        content: '沟通、隐私保护与安全',
        minutes: 120,
        heldOn: addDays(today, -30),
        organiser: '区志愿服务中心（演示数据）',
        result: 'passed',
      }),
    );
    if (one.role)
      must(
        await recordInsurance(coordinator, {
          volunteers: number,
          insurer: '演示保险公司',
          policyNumber: `DEMO-${serial}`,
          fromDate: addDays(today, -325),
          lastDay: addDays(today, 40),
        }),
      );
    if (one.role)
      must(await linkUser(demo.as('admin'), { userId: demoUserId(one.role, demo.tenant), volunteerId }));
  }
  const leader = numbers[volunteers.findIndex((one) => one.role === 'leader')];
  // Made once: the name of a team that is there is taken.
  if (leader)
    await registerTeam(coordinator, {
      name: '源泉镇邻里服务队（演示数据）',
      unit: '源泉镇社区（演示数据）',
      leader,
      towns: ['370304111', '370304112'],
      volunteers: numbers.slice(0, 3),
      ownWill: true,
    });
}
