import { addDays, type PlainDate } from '../kernel/plain-date';

/** Why somebody is to be assessed again: a change was reported, the grade is objected to, or it runs out. */
export const reassessmentCauses = ['change', 'objection', 'expiry'] as const;
export type ReassessmentCause = (typeof reassessmentCauses)[number];

/** Working days until a reported change is assessed (特困人员认定办法: 十个工作日内); for an objection our own, 待核实. */
export const WORKING_DAYS = 10;

/** Days before the end of a grade on which the next assessment is asked for. */
export const EXPIRY_WARNING_DAYS = 30;

/** How many days are left; below zero when it is late. */
export const isLate = (dueOn: PlainDate, today: PlainDate): boolean => dueOn < today;

/** Days within which a family may object to a grade, from the day it was confirmed; no text sets them (待核实). */
export const OBJECTION_DAYS = 30;

/** First day on which it is too late to object to a grade confirmed on a day. */
export const objectionEnds = (confirmedOn: PlainDate): PlainDate => addDays(confirmedOn, OBJECTION_DAYS + 1);
