import { z } from 'zod';
import { civilDate, minutesOf, timeOfDay } from '../kernel/inputs';
import { latitudeInput, longitudeInput } from '../kernel/place';
import { personForm } from '../people/person.forms';
import { guardianRelations, serviceKinds, skillCodes, type WeeklySlot } from './volunteer.rules';

/** One stretch of a week, as two time fields send it. */
export const slotForm = z.object({
  weekday: z
    .number({
      error: ({ input }) => (input === undefined ? 'VOLUNTEER.WEEKDAY_MISSING' : 'INPUT.INVALID'),
    })
    .int()
    .min(1)
    .max(7),
  from: timeOfDay(),
  until: timeOfDay(),
});

/** A week as rules and tables have it. */
export const weekOf = (slots: readonly z.output<typeof slotForm>[]): WeeklySlot[] =>
  slots.map(({ weekday, from, until }) => ({
    weekday,
    fromMinute: minutesOf(from),
    untilMinute: minutesOf(until),
  }));

/** A skill with its licence, where one is asked. */
export const skillForm = z.object({
  skill: z.enum(skillCodes, {
    error: ({ input }) => (input === undefined ? 'VOLUNTEER.SKILL_MISSING' : 'INPUT.INVALID'),
  }),
  licenceNumber: z.string().trim().max(60).optional(),
  validUntil: civilDate().optional(),
});

/** A whole number of minutes, at least half an hour: no service is shorter. */
const minutes = (range: string, most: number) => z.number(range).int(range).min(30, range).max(most, range);

/** Minutes that a volunteer serves at most on a day and in a week from Monday to Sunday. */
export const limitFields = {
  dailyLimitMinutes: minutes('VOLUNTEER.DAILY_LIMIT_RANGE', 1440),
  weeklyLimitMinutes: minutes('VOLUNTEER.WEEKLY_LIMIT_RANGE', 10_080),
};

/** What is asked of somebody who wants to be a volunteer (志愿服务记录与证明出具办法 第五条). */
export const volunteerForm = personForm.pick({ name: true, phone: true, village: true }).extend({
  // 慈善法 第六十六条: real names.
  identityNumber: z
    .string({ error: 'VOLUNTEER.IDENTITY_MISSING' })
    .trim()
    .min(1, 'VOLUNTEER.IDENTITY_MISSING'),
  townCode: z.string({ error: 'VOLUNTEER.TOWN_MISSING' }).trim().min(1, 'VOLUNTEER.TOWN_MISSING'),
  serviceKinds: z.array(z.enum(serviceKinds, 'INPUT.INVALID')).min(1, 'VOLUNTEER.SERVICE_MISSING'),
  skills: z.array(skillForm).max(skillCodes.length).default([]),
  availability: z.array(slotForm).max(42).default([]),
  homeLatitude: latitudeInput().optional(),
  homeLongitude: longitudeInput().optional(),
  dailyLimitMinutes: limitFields.dailyLimitMinutes.default(480),
  weeklyLimitMinutes: limitFields.weeklyLimitMinutes.default(1200),
  guardianName: z.string().trim().max(60).optional(),
  guardianRelation: z.enum(guardianRelations, 'INPUT.INVALID').optional(),
  guardianPhone: z.string().trim().max(30).optional(),
  guardianConsentOn: civilDate().optional(),
  // 志愿服务条例 第二条、山东省志愿服务条例 第十七条: nobody is registered against their will.
  ownWill: z.literal(true, 'VOLUNTEER.OWN_WILL_MISSING'),
});

/** A registration with its week as rules have it. */
export type Registration = Omit<z.output<typeof volunteerForm>, 'availability'> & {
  readonly availability: readonly WeeklySlot[];
};
