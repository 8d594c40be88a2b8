import type { listApplications } from '~/domain/volunteers/decide-application';
import { m } from '~/words/generated/messages';
import type { Tone } from '../kit/status';

type ApplicationStatus = Awaited<ReturnType<typeof listApplications>>['rows'][number]['status'];

export const applicationLabel: Record<ApplicationStatus, () => string> = {
  received: m.volunteers_application_received,
  accepted: m.volunteers_application_accepted,
  declined: m.volunteers_application_declined,
};

export const applicationTone: Record<ApplicationStatus, Tone> = {
  received: 'due',
  accepted: 'ok',
  declined: 'stopped',
};
