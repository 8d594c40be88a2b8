import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import { type ApplicationStatus, openStatuses } from './application.rules';

/** What is known of a person when a further application comes in. */
export interface Standing {
  readonly earlier: readonly { readonly appliedOn: PlainDate; readonly status: ApplicationStatus }[];
  readonly resident: boolean;
}

/**
 * Whether an application of a date is new, there already, or cannot be taken: STAY.OPEN_APPLICATION while another one is
 * under way, STAY.ALREADY_RESIDENT.
 */
export function standing(appliedOn: PlainDate, { earlier, resident }: Standing): 'new' | 'there' | Refusal {
  if (earlier.some((one) => one.appliedOn === appliedOn)) return 'there';
  const open = earlier.find(({ status }) => (openStatuses as readonly string[]).includes(status));
  if (open)
    return refusal('STAY.OPEN_APPLICATION', {
      field: 'identityNumber',
      params: { appliedOn: open.appliedOn },
    });
  return resident ? refusal('STAY.ALREADY_RESIDENT', { field: 'identityNumber' }) : 'new';
}
