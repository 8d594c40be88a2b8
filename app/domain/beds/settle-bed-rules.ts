import { z } from 'zod';
import { BEDS_LIMIT } from '#db/queries/beds';
import { endCleaningsSince, saveBedSettings, selectBedSettings } from '#db/queries/cleanings';
import { read, useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedEvent, placeEvent } from './bed.events';
import { shareDenominators } from './bed.rules';

/** What this tenant has settled about its beds. */
export const getBedRules = read('beds.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectBedSettings(tx),
);

/**
 * Settles whether a bed that was left must be made ready first, after how many hours it counts as ready by itself, and
 * among which beds the nursing share is counted. Who no longer asks for cleaning lets go of every bed that waits for it.
 * Refuses BED.HOURS_WITHOUT_CLEANING.
 */
export const settleBedRules = useCase({
  permission: 'beds.edit',
  input: z.object({
    cleaningRequired: z.boolean(),
    cleaningHours: z
      .number('BED.CLEANING_HOURS')
      .int('BED.CLEANING_HOURS')
      .min(1, 'BED.CLEANING_HOURS')
      .max(168, 'BED.CLEANING_HOURS')
      .optional(),
    shareDenominator: z.enum(shareDenominators, 'BED.DENOMINATOR_MISSING'),
  }),
  async run(scope, { cleaningRequired, cleaningHours, shareDenominator }) {
    if (!cleaningRequired && cleaningHours !== undefined)
      return refuse(refusal('BED.HOURS_WITHOUT_CLEANING', { field: 'cleaningHours' }));
    const settings = { cleaningRequired, cleaningHours: cleaningHours ?? null, shareDenominator };
    await saveBedSettings(scope.tx, settings);
    if (!cleaningRequired) {
      const at = scope.now;
      const letGo = await endCleaningsSince(scope.tx, { since: at, at, how: 'off', limit: BEDS_LIMIT });
      for (const bedId of letGo) scope.audit(bedEvent('bed.cleaned', bedId, { how: 'off' }));
    }
    scope.audit(placeEvent('place.rules-settled', 'rules', settings));
    return accept(settings);
  },
});
