import { selectApprovedRanges } from '#db/queries/standards';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Result, refuse } from '../kernel/refusals';
import { missingStandard, type StandardKey, type StandardRange, standardOn } from './standard.rules';

/**
 * The amount in force on a day, with its source. Refuses STANDARD.MISSING, naming what and for which day, when none is:
 * a calculation stops there, nothing is guessed and nothing out of date is used.
 */
export const getStandard = read(
  'standards.view',
  async ({ tx }, { on, ...key }: StandardKey & { on: PlainDate }): Promise<Result<StandardRange>> => {
    const standard = standardOn(await selectApprovedRanges(tx), key as StandardKey, on);
    return standard ? accept(standard) : refuse(missingStandard(key as StandardKey, on));
  },
);
