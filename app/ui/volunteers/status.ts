import { m } from '~/words/generated/messages';
import type { Tone } from '../kit/status';

export const volunteerStatusLabel: Readonly<Record<string, () => string>> = {
  active: m.volunteers_status_active,
  paused: m.volunteers_status_paused,
  ended: m.volunteers_status_ended,
};

export const volunteerStatusTone: Readonly<Record<string, Tone>> = {
  active: 'ok',
  paused: 'due',
  ended: 'stopped',
};
