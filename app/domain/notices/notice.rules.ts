/**
 * What somebody is told. The first nine and the last three are for volunteers, the six before these for donors and for whoever
 * is asked, or asks, to become a volunteer, the others for the coordinators.
 */
export const noticeKinds = [
  'visit-asked',
  'visit-moved',
  'visit-cancelled',
  'visit-released',
  'visit-reminder',
  'visit-alone',
  'substitute-asked',
  'substitute-taken',
  'substitute-over',
  'visit-vacant',
  'visit-late',
  'visit-missed',
  'monthly-gift',
  'gift-ended',
  'volunteer-invited',
  'volunteer-accepted',
  'volunteer-account',
  'volunteer-declined',
  'hours-reversed',
  'certificate-revoked',
  'team-ended',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What is read in one's own time: no text message. */
export const withoutSms: ReadonlySet<NoticeKind> = new Set([
  'hours-reversed',
  'certificate-revoked',
  'team-ended',
]);

/** Times a delivery is tried before it is given up; the pauses are the job's. */
export const MOST_ATTEMPTS = 6;

/** Days that lists of notices reach back. */
export const LOOK_BACK_DAYS = 30;

/** States of a delivery that somebody may have sent again. */
export const resendable: ReadonlySet<string> = new Set([
  'failed',
  'given_up',
  'no_address',
  'not_configured',
]);

const pages: Readonly<Record<string, (id: string) => string>> = {
  'visit-assignment': (id) => `/my/visits/${id}`,
  'visit-offer': () => '/my/visits',
  visit: (id) => `/visits/${id}`,
  volunteer: () => '/my/service',
  'volunteer-application': () => '/join',
  gift: (id) => `/my/gifts/${id}`,
  // The id is the random one of the link: no sign-in is asked for.
  'monthly-gift': (id) => `/give/monthly/${id}`,
};

/** Where links lead whose secret is in no notice, only in the message that goes out. */
const linkPages = { invitation: '/join/', account: '/join/account/' } as const;

/** Such a link. */
export interface NoticeLink {
  readonly to: keyof typeof linkPages;
  readonly secret: string;
}

/** Where the receiver sees what a notice is about. */
export const noticePage = ({
  subjectType,
  subjectId,
  link,
}: {
  subjectType: string;
  subjectId: string;
  link?: NoticeLink;
}): string => (link ? linkPages[link.to] + link.secret : (pages[subjectType]?.(subjectId) ?? '/'));
