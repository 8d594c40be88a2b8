import { z } from 'zod';
import { civilDate, instantInput } from '../kernel/inputs';

/** Where a resident is while away: at home, or in hospital. */
export const leaveKinds = ['home', 'hospital'] as const;
export type LeaveKind = (typeof leaveKinds)[number];

/** Facts of an absence, beside its days. */
export const leaveFacts = {
  kind: z.enum(leaveKinds, 'STAY.LEAVE_KIND'),
  expectedOn: civilDate('STAY.EXPECTED_ON').optional(),
  /** Where and why: lies sealed. */
  note: z.string().trim().max(500, 'STAY.REASON_LONG').optional(),
  /** Who of the family was told, and when. */
  notifiedName: z.string().trim().max(60).optional(),
  notifiedAt: instantInput('STAY.NOTIFIED_AT').optional(),
};

export const reasonGiven = z
  .string('STAY.REASON_MISSING')
  .trim()
  .min(2, 'STAY.REASON_MISSING')
  .max(300, 'STAY.REASON_LONG');
