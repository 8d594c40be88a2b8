import { z } from 'zod';
import { insertCorrection } from '#db/queries/leaves';
import { lockStay, type StayRecord, updateStayDays } from '#db/queries/stays';
import { type Scope, useCase } from '../audit/use-case';
import { correctOccupancy } from '../beds/correct-occupancy';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { reasonGiven } from './leave.forms';
import { stayConstraints } from './stay.constraints';
import { stayEvent } from './stay.events';

/**
 * Puts a day of a stay right that was entered wrongly: of the admission, of a change of beds (`movedOn` says which), or of the discharge,
 * which may also be taken back (no `on`). What stood there before is kept with the reason; bills made since are corrected by the next
 * one. Refuses STAY.UNKNOWN, .NOT_OVER, .SAME_DAY, .DAY_IN_FUTURE, .DIED, BED.NO_MOVE_THAT_DAY; the database refuses a bed that
 * somebody else has held since (BED.OCCUPIED, .CLOSED, .RESERVED), an absence outside the stay, and beds that are not its days.
 */
export const correctStay = useCase({
  permission: 'stays.discharge',
  input: z.object({
    stayId: z.uuid('STAY.UNKNOWN'),
    what: z.enum(['admission', 'transfer', 'discharge'], 'STAY.WHAT_TO_CORRECT'),
    /** Of a change of beds: the day as it was entered. */
    movedOn: civilDate().optional(),
    on: civilDate().optional(),
    reason: reasonGiven,
  }),
  constraints: stayConstraints,
  async run(scope, input): Promise<Result<{ stayId: string }>> {
    const { tx, now, today, actor, audit } = scope;
    const { stayId, what, on = null, reason } = input;
    const stay = await lockStay(tx, stayId);
    if (!stay) return refuse(refusal('STAY.UNKNOWN'));
    if (on && on > today) return refuse(refusal('STAY.DAY_IN_FUTURE', { field: 'on' }));
    if (!on && what !== 'discharge') return refuse(refusal('STAY.DAY_MISSING', { field: 'on' }));
    if (what === 'transfer' && !input.movedOn)
      return refuse(refusal('BED.NO_MOVE_THAT_DAY', { field: 'movedOn' }));
    const before = dayOf(stay, input);
    if (!before) return refuse(refusal('STAY.NOT_OVER'));
    if (before === on) return refuse(refusal('STAY.SAME_DAY', { field: 'on' }));
    if (what === 'discharge' && !on && stay.dischargeCause === 'death')
      return refuse(refusal('STAY.DIED', { field: 'on' }));

    const moved = await move(scope, { stayId, what, before, on });
    if (!moved.ok) return moved;
    await insertCorrection(tx, {
      stayId,
      what,
      beforeOn: before,
      afterOn: on,
      reason,
      correctedAt: now,
      correctedByName: actor.name,
    });
    audit(stayEvent('stay.corrected', stayId, { what, before, after: on }, reason));
    return accept({ stayId });
  },
});

const dayOf = (
  stay: StayRecord,
  { what, movedOn }: { what: 'admission' | 'transfer' | 'discharge'; movedOn?: PlainDate },
): PlainDate | null | undefined =>
  ({ admission: stay.admittedOn, transfer: movedOn, discharge: stay.dischargedOn })[what];

async function move(
  scope: Scope,
  {
    stayId,
    what,
    before,
    on,
  }: {
    stayId: string;
    what: 'admission' | 'transfer' | 'discharge';
    before: PlainDate;
    on: PlainDate | null;
  },
): Promise<Result<unknown>> {
  if (what === 'transfer' && on) return correctOccupancy.within(scope, { stayId, movedOn: before, on });
  const days = what === 'admission' && on ? { admittedOn: on } : { dischargedOn: on };
  await updateStayDays(scope.tx, stayId, days);
  return correctOccupancy.within(scope, { stayId, edge: what === 'admission' ? 'first' : 'last', on });
}
