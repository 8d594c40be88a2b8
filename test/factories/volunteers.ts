import type { Actor } from '~/domain/kernel/actor';
import { plainDate } from '~/domain/kernel/plain-date';
import { registerVolunteer } from '~/domain/volunteers/register-volunteer';
import { identityNumberOf } from './identity-number';

let serial = 0;
let last = '';

/** Identity number of the volunteer made last. */
export const lastIdentityNumber = (): string => last;

/** A volunteer of 源泉镇 who has time on Monday mornings; the town must be there. Answers id and number. */
export async function aVolunteer(
  coordinator: Actor,
  { born = '1980-01-01', ...over }: Partial<Parameters<typeof registerVolunteer>[1]> & { born?: string } = {},
) {
  serial += 1;
  last = identityNumberOf({ birthDate: plainDate(born), serial });
  const result = await registerVolunteer(coordinator, {
    name: '演示志愿者',
    identityNumber: last,
    townCode: '370304111',
    serviceKinds: ['companionship'],
    availability: [{ weekday: 1, from: '08:00', until: '12:00' }],
    ownWill: true,
    ...over,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}
