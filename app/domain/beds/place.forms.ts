import { z } from 'zod';
import { sexRules } from './bed.rules';

/** Name of a building, floor, room or bed. */
export const placeName = () =>
  z.string('BED.NAME_MISSING').trim().min(1, 'BED.NAME_MISSING').max(40, 'BED.NAME_LONG');

/** What a room asks of those who live in it. */
export const roomRulesShape = {
  sexRule: z.enum(sexRules, 'BED.SEX_RULE_MISSING'),
  /** Takes only those who are to be isolated. */
  isolation: z.boolean().default(false),
  /** Takes only people of one household at a time. */
  oneHousehold: z.boolean().default(false),
  /** The most people at a time, whatever the number of beds. */
  maxPeople: z
    .number('BED.MAX_PEOPLE')
    .int('BED.MAX_PEOPLE')
    .min(1, 'BED.MAX_PEOPLE')
    .max(50, 'BED.MAX_PEOPLE')
    .optional(),
};

/** Where a floor stands in its house, 1 at the ground, below zero under it. */
export const levelShape = z
  .number('BED.LEVEL')
  .int('BED.LEVEL')
  .min(-9, 'BED.LEVEL')
  .max(99, 'BED.LEVEL')
  .optional();
