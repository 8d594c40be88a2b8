import { z } from 'zod';
import { civilDate } from '../kernel/inputs';

/** Where a resident is while away: at home, or in hospital. */
export const leaveKinds = ['home', 'hospital'] as const;
export type LeaveKind = (typeof leaveKinds)[number];

/** An instant as a date-and-time field (`YYYY-MM-DDTHH:MM`, the district's time) or the API (ISO 8601) sends it. */
const instantInput = z
  .string()
  .trim()
  .transform((text, context) => {
    const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text);
    const at = new Date(local ? `${text}:00+08:00` : text);
    if (!Number.isNaN(at.getTime())) return at;
    context.addIssue({ code: 'custom', message: 'STAY.NOTIFIED_AT' });
    return z.NEVER;
  });

/** Facts of an absence, beside its days. */
export const leaveFacts = {
  kind: z.enum(leaveKinds, 'STAY.LEAVE_KIND'),
  expectedOn: civilDate('STAY.EXPECTED_ON').optional(),
  /** Where and why: lies sealed. */
  note: z.string().trim().max(500, 'STAY.REASON_LONG').optional(),
  /** Who of the family was told, and when. */
  notifiedName: z.string().trim().max(60).optional(),
  notifiedAt: instantInput.optional(),
};

export const reasonGiven = z
  .string('STAY.REASON_MISSING')
  .trim()
  .min(2, 'STAY.REASON_MISSING')
  .max(300, 'STAY.REASON_LONG');
