import { z } from 'zod';
import { saveSpecialDays } from '#db/queries/calendar';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { addDays, daysBetween } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { specialDayKinds } from './calendar.rules';
import { calendarAnnounced } from './standard.events';

/** The longest holiday that one announcement gives. */
const MOST_DAYS = 31;

/**
 * Enters a holiday or make-up workdays, both ends included, as the State Council announces them each year. What was entered
 * for these days is replaced; deadlines that run already keep their day.
 * Refuses CALENDAR.KIND_MISSING, .NAME_MISSING, .SOURCE_MISSING, .DATE_FORM, .RANGE.
 */
export const announceDays = useCase({
  permission: 'standards.propose',
  input: z.object({
    from: civilDate('CALENDAR.DATE_FORM'),
    last: civilDate('CALENDAR.DATE_FORM'),
    kind: z.enum(specialDayKinds, 'CALENDAR.KIND_MISSING'),
    name: z.string('CALENDAR.NAME_MISSING').trim().min(1, 'CALENDAR.NAME_MISSING').max(40),
    source: z.string('CALENDAR.SOURCE_MISSING').trim().min(2, 'CALENDAR.SOURCE_MISSING').max(200),
  }),
  async run(scope, { from, last, kind, name, source }) {
    const count = daysBetween(from, last) + 1;
    if (count < 1 || count > MOST_DAYS)
      return refuse(refusal('CALENDAR.RANGE', { field: 'last', params: { most: MOST_DAYS } }));
    const days = Array.from({ length: count }, (_, index) => addDays(from, index));
    await saveSpecialDays(
      scope.tx,
      days.map((day) => ({ day, kind, name, source })),
    );
    scope.audit(calendarAnnounced({ from, last, kind, name, source }));
    return accept({ days: count });
  },
});
