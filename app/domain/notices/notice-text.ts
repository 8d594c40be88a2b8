import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { reasonText } from '../kernel/made-reasons';
import type { NoticeKind } from './notice.rules';

/** Facts of a notice about a visit: instants as ISO text; a place in words that tell no household; for coordinators a volunteer's name. */
interface VisitParams extends Record<string, string> {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly place: string;
}

/** Facts of a reminder to give: yuan as people write them, the purpose in both languages. */
interface GiftParams extends Record<string, string> {
  readonly amount: string;
  readonly purpose: string;
  readonly purposeEn: string;
}

/** Facts of an invitation: the team, the unit it comes from (may be empty), and the last day on which the link holds, a civil date. */
interface InvitationParams extends Record<string, string> {
  readonly team: string;
  readonly unit: string;
  readonly lastDay: string;
}

/** Facts of hours that were taken back: the civil date on which they were given, and how many minutes. */
interface ReversalParams extends Record<string, string> {
  readonly day: string;
  readonly minutes: string;
  readonly reason: string;
}

/**
 * `number` of somebody who was accepted as a volunteer, of a certificate, or of a gift that ended; `reason` why somebody
 * was declined, something taken back, or a `team` dissolved.
 */
export type NoticeParams =
  | VisitParams
  | GiftParams
  | InvitationParams
  | ReversalParams
  | { readonly number: string; readonly reason?: string }
  | { readonly team: string; readonly unit: string; readonly reason: string }
  | { readonly reason: string };

interface Said {
  readonly amount: string;
  readonly purpose: string;
  readonly time: string;
  readonly place: string;
  readonly name: string;
  readonly reason: string;
  readonly team: string;
  readonly lastDay: string;
  readonly number: string;
  readonly day: string;
  readonly minutes: string;
}

const titles: Record<NoticeKind, () => string> = {
  'visit-asked': m.notices_title_asked,
  'visit-moved': m.notices_title_moved,
  'visit-cancelled': m.notices_title_cancelled,
  'visit-released': m.notices_title_released,
  'visit-reminder': m.notices_title_reminder,
  'visit-alone': m.notices_title_alone,
  'substitute-asked': m.notices_title_substitute_asked,
  'substitute-taken': m.notices_title_substitute_taken,
  'substitute-over': m.notices_title_substitute_over,
  'visit-vacant': m.notices_title_vacant,
  'visit-late': m.notices_title_late,
  'visit-missed': m.notices_title_missed,
  'monthly-gift': m.notices_title_monthly_gift,
  'gift-ended': m.notices_title_gift_ended,
  'volunteer-invited': m.notices_title_volunteer_invited,
  'volunteer-accepted': m.notices_title_volunteer_accepted,
  'volunteer-account': m.notices_title_volunteer_account,
  'volunteer-declined': m.notices_title_volunteer_declined,
  'hours-reversed': m.notices_title_hours_reversed,
  'certificate-revoked': m.notices_title_certificate_revoked,
  'team-ended': m.notices_title_team_ended,
};

const bodies: Record<NoticeKind, (said: Said) => string> = {
  'visit-asked': m.notices_body_asked,
  'visit-moved': m.notices_body_moved,
  'visit-cancelled': m.notices_body_cancelled,
  'visit-released': m.notices_body_released,
  'visit-reminder': m.notices_body_reminder,
  'visit-alone': m.notices_body_alone,
  'substitute-asked': m.notices_body_substitute_asked,
  'substitute-taken': m.notices_body_substitute_taken,
  'substitute-over': m.notices_body_substitute_over,
  'visit-vacant': m.notices_body_vacant,
  'visit-late': m.notices_body_late,
  'visit-missed': m.notices_body_missed,
  'monthly-gift': m.notices_body_monthly_gift,
  'gift-ended': m.notices_body_gift_ended,
  'volunteer-invited': m.notices_body_volunteer_invited,
  'volunteer-accepted': m.notices_body_volunteer_accepted,
  'volunteer-account': m.notices_body_volunteer_account,
  'volunteer-declined': m.notices_body_volunteer_declined,
  'hours-reversed': m.notices_body_hours_reversed,
  'certificate-revoked': m.notices_body_certificate_revoked,
  'team-ended': m.notices_body_team_ended,
};

const zone = { timeZone: 'Asia/Shanghai' } as const;

/** `12月7日周一 08:00–09:00` in the language that is spoken here. */
function timeText({ startsAt, endsAt }: Record<string, string>): string {
  if (!startsAt || !endsAt) return '';
  const [from, until] = [new Date(startsAt), new Date(endsAt)];
  const day = new Intl.DateTimeFormat(getLocale(), {
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    ...zone,
  });
  const clock = new Intl.DateTimeFormat(getLocale(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zone,
  });
  return `${day.format(from)} ${clock.format(from)}–${clock.format(until)}`;
}

/** A civil date in the language that is spoken here. */
const dayText = (day: string): string =>
  new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

/** A notice in words, in the language that is spoken here: `templateParams` are what templates of text messages take. */
export function noticeText({ kind, params }: { kind: string; params: Record<string, string> }): {
  title: string;
  body: string;
  templateParams: Record<string, string>;
} {
  const known = kind as NoticeKind;
  const said = {
    time: timeText(params),
    place: params.place ?? '',
    name: params.name ?? '',
    reason: reasonText(params.reason ?? ''),
    team: [params.unit, params.team].filter(Boolean).join(' '),
    lastDay: params.lastDay ? dayText(params.lastDay) : '',
    number: params.number ?? '',
    day: params.day ? dayText(params.day) : '',
    minutes: params.minutes ?? '',
    amount: params.amount ?? '',
    purpose: (getLocale() === 'en' ? params.purposeEn : params.purpose) ?? '',
  };
  return {
    title: titles[known](),
    body: bodies[known](said),
    templateParams: templateParams(known, said),
  };
}

function templateParams(kind: NoticeKind, said: Said): Record<string, string> {
  if (kind === 'volunteer-invited') return { team: said.team, date: said.lastDay };
  if (kind === 'volunteer-accepted' || kind === 'volunteer-account') return { number: said.number };
  if (kind === 'volunteer-declined') return { reason: said.reason };
  if (kind === 'monthly-gift') return { amount: said.amount, purpose: said.purpose };
  return { time: said.time, place: said.place };
}
