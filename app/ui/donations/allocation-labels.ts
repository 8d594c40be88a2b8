import { m } from '~/words/generated/messages';
import { formatInstant } from '../kit/format';
import type { Tone } from '../kit/status';

export const allocationStatusLabel = {
  allocated: m.donations_allocation_allocated,
  handed_over: m.donations_allocation_handed_over,
  withdrawn: m.donations_allocation_withdrawn,
};

export const allocationTone = {
  allocated: 'due',
  handed_over: 'ok',
  withdrawn: 'stopped',
} as const satisfies Record<string, Tone>;

/** Whom goods are set aside for. */
export const recipientKindLabel = {
  bed: m.donations_bed,
  resident: m.donations_recipient_resident,
  household: m.donations_recipient_household,
  visit: m.donations_recipient_visit,
};

/** A household by its head, where one is known, and its village. */
export const householdName = ({ head, village }: { head: string | null; village: string | null }): string =>
  m.donations_household_of({ head: head ?? m.kit_empty_value(), village: village ?? '' }).trim();

/** Whom goods are for, as people of the centre see it; never for the public. */
export function recipientText(row: {
  readonly roomName: string | null;
  readonly bedName: string | null;
  readonly personName: string | null;
  readonly householdId: string | null;
  readonly householdHead: string | null;
  readonly householdVillage: string | null;
  readonly visitStartsAt: Date | null;
  readonly visitPlace: string | null;
}): string {
  if (row.bedName !== null) return `${row.roomName} ${row.bedName}`;
  if (row.personName !== null) return m.donations_resident_of({ name: row.personName });
  if (row.householdId !== null)
    return householdName({ head: row.householdHead, village: row.householdVillage });
  return row.visitStartsAt
    ? m.donations_visit_of({ time: formatInstant(row.visitStartsAt), place: row.visitPlace ?? '' })
    : m.kit_empty_value();
}
