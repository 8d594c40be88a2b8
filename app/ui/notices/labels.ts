import { m } from '~/words/generated/messages';
import type { Tone } from '../kit/status';
import { notTakenText } from './other-side';

const channelLabel: Readonly<Record<string, () => string>> = {
  mail: m.notices_channel_mail,
  sms: m.notices_channel_sms,
};

const statusLabel: Readonly<Record<string, () => string>> = {
  queued: m.notices_status_queued,
  sent: m.notices_status_sent,
  failed: m.notices_status_failed,
  given_up: m.notices_status_given_up,
  no_address: m.notices_status_no_address,
  unwanted: m.notices_status_unwanted,
  not_configured: m.notices_status_not_configured,
};

const statusTone: Readonly<Record<string, Tone>> = {
  queued: 'info',
  sent: 'ok',
  failed: 'due',
  given_up: 'late',
  no_address: 'late',
  unwanted: 'stopped',
  not_configured: 'stopped',
};

/** One delivery in words. */
export const deliveryWords = ({
  channel,
  status,
  attempts,
  reason,
}: {
  channel: string;
  status: string;
  attempts: number;
  reason: string | null;
}) => ({
  tone: statusTone[status] ?? ('info' as const),
  text: [channelLabel[channel]?.(), statusLabel[status]?.()].join(' '),
  detail: [attempts > 1 ? m.notices_attempts({ count: attempts }) : '', notTakenText({ channel, reason })]
    .filter(Boolean)
    .join(' · '),
});
