import { z } from 'zod';
import { newId } from '#db/new-id';
import { selectAppeals } from '#db/queries/appeals';
import { selectDisclosedSums } from '#db/queries/disclosure';
import {
  findReportLink,
  insertReportLink,
  lockReportLink,
  selectReportLink,
  selectReportLinks,
  updateReportLink,
} from '#db/queries/report-links';
import { outsideTenants } from '#db/transaction';
import { publicActor } from '../access/public-actor';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { digestOf, newSecret, SECRET_FORM } from '../kernel/secret';
import { getTenant } from '../organisations/find-tenant-name';
import { receivedIn, totalsOf, type Used } from './disclosure.rules';
import { donationEvent } from './gift.events';
import { GROUPED, SMALLEST_GROUP } from './small-groups.rules';

/** Days a link lasts at most. */
export const LONGEST_DAYS = 92;

const month = z.string({ error: 'REPORT.MONTH_FORM' }).regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'REPORT.MONTH_FORM');
const days = z
  .number({ error: 'REPORT.DAYS_FORM' })
  .int('REPORT.DAYS_FORM')
  .min(1, 'REPORT.DAYS_FORM')
  .max(LONGEST_DAYS, 'REPORT.DAYS_FORM');

/** First and last month of a report, `YYYY-MM`. */
export interface Months {
  readonly from: string;
  readonly until: string;
}

/**
 * Gifts of some months and all appeals, directed ones as well. What was used is told in the very sums of the public page, those
 * that touch the months: a report for some months only would tell single people apart. With the sums of other months and what is
 * not itemised they are the totals used (`total`, of all months), in fen.
 */
async function reportOf({ tx, now }: ReadScope, { from, until }: Months) {
  const { rows, moneyUsed, goodsUsed, notItemised, total, reconciled } = totalsOf(
    await selectDisclosedSums(tx, GROUPED),
  );
  const touches = (row: Months) => row.until >= from && row.from <= until;
  const ofOthers = (all: readonly Used[]): Fen =>
    all.reduce((sum, row) => (touches(row) ? sum : sum + row.fen), 0n);
  const received = rows.filter((row) => from <= row.month && row.month <= until);
  return {
    from,
    until,
    asOf: now,
    reconciled,
    received,
    ...receivedIn(received),
    moneyUsed: moneyUsed.filter(touches),
    goodsUsed: goodsUsed.filter(touches),
    otherMonths: { moneyUsedFen: ofOthers(moneyUsed), goodsUsedFen: ofOthers(goodsUsed) },
    notItemised,
    total: {
      moneyUsedFen: total.moneyUsedFen,
      goodsUsedFen: total.goodsUsedFen,
      goodsLostFen: total.goodsLostFen,
    },
    smallestGroup: SMALLEST_GROUP,
    appeals: (await selectAppeals(tx, { open: false }))
      .filter(
        ({ status, startsOn, endsOn }) =>
          status !== 'draft' && startsOn.slice(0, 7) <= until && endsOn.slice(0, 7) >= from,
      )
      .map(({ id, title, titleEn, kind, urgent, status, goalFen, receivedFen, gifts }) => ({
        id,
        title,
        titleEn,
        kind,
        urgent,
        status,
        goalFen,
        receivedFen,
        gifts,
      })),
  };
}

export type GiftReport = Awaited<ReturnType<typeof reportOf>>;

/** The report on gifts, for staff. Whoever asks looks at the months first (`monthsRefusals`). */
export const findGiftReport = read('donations.view', (scope, months: Months) => reportOf(scope, months));

type LinkEvent = 'disclosure.report-shared' | 'disclosure.link-renewed' | 'disclosure.link-revoked';

const tell = (scope: Scope, kind: LinkEvent, id: string, data: Record<string, unknown> = {}): void =>
  scope.audit(donationEvent({ kind, subject: { type: 'report-link', id }, data }));

const DAY_MS = 86_400_000;
const inDays = (now: Date, count: number): Date => new Date(now.getTime() + count * DAY_MS);

/** What is wrong with the months of a report as far as they could be read: REPORT.RANGE, .MONTH_AHEAD. */
export const monthsRefusals = (today: PlainDate, { from, until }: Partial<Months>): Refusal[] => {
  const ahead = (field: keyof Months, month: string | undefined) =>
    month && month > today.slice(0, 7) ? [refusal('REPORT.MONTH_AHEAD', { field })] : [];
  return [
    ...ahead('from', from),
    ...ahead('until', until),
    ...(from && until && until < from ? [refusal('REPORT.RANGE', { field: 'until' })] : []),
  ];
};

/**
 * Makes a link by which whoever has it reads the report on gifts until it expires. Its secret is answered once and kept nowhere.
 * Refuses REPORT.READER_MISSING, .MONTH_FORM, .MONTH_AHEAD, .RANGE, .DAYS_FORM.
 */
export const shareReport = useCase({
  permission: 'donations.share-report',
  input: z.object({
    reader: z.string({ error: 'REPORT.READER_MISSING' }).trim().min(2, 'REPORT.READER_MISSING').max(100),
    from: month,
    until: month,
    days,
  }),
  known: ({ today }, months) => monthsRefusals(today, months),
  async run(scope, { reader, from, until, days: count }) {
    const wrong = monthsRefusals(scope.today, { from, until });
    if (wrong.length > 0) return refuse(...wrong);
    const [id, secret] = [newId(), newSecret()];
    const expiresAt = inDays(scope.now, count);
    await insertReportLink(scope.tx, {
      id,
      fromMonth: from,
      untilMonth: until,
      reader,
      secretDigest: digestOf(secret),
      madeByName: scope.actor.name,
      madeAt: scope.now,
      expiresAt,
    });
    tell(scope, 'disclosure.report-shared', id, { reader, from, until, expiresAt: expiresAt.toISOString() });
    return accept({ linkId: id, secret });
  },
});

async function standing(scope: Scope, id: string): Promise<Result<{ untilMonth: string }>> {
  const link = await lockReportLink(scope.tx, id);
  if (!link) return refuse(refusal('REPORT.LINK_UNKNOWN', { field: 'linkId' }));
  return link.revokedAt ? refuse(refusal('REPORT.LINK_REVOKED', { field: 'linkId' })) : accept(link);
}

/** Gives a link a new secret and a new end; the address that was sent leads nowhere from now on. Refuses REPORT.LINK_UNKNOWN, .LINK_REVOKED, .MONTH_AHEAD, .DAYS_FORM. */
export const renewReportLink = useCase({
  permission: 'donations.share-report',
  input: z.object({ linkId: z.uuid('REPORT.LINK_UNKNOWN'), days }),
  async run(scope, { linkId: id, days: count }) {
    const found = await standing(scope, id);
    if (!found.ok) return found;
    const ahead = monthsRefusals(scope.today, { until: found.value.untilMonth });
    if (ahead.length > 0) return refuse(...ahead.map(({ code }) => refusal(code, { field: 'linkId' })));
    const secret = newSecret();
    const expiresAt = inDays(scope.now, count);
    await updateReportLink(scope.tx, id, {
      secretDigest: digestOf(secret),
      madeByName: scope.actor.name,
      madeAt: scope.now,
      expiresAt,
    });
    tell(scope, 'disclosure.link-renewed', id, { expiresAt: expiresAt.toISOString() });
    return accept({ linkId: id, secret });
  },
});

/** Ends a link for good. Refuses REPORT.LINK_UNKNOWN, .LINK_REVOKED. */
export const revokeReportLink = useCase({
  permission: 'donations.share-report',
  input: z.object({ linkId: z.uuid('REPORT.LINK_UNKNOWN') }),
  async run(scope, { linkId: id }) {
    const found = await standing(scope, id);
    if (!found.ok) return found;
    await updateReportLink(scope.tx, id, { revokedAt: scope.now, revokedByName: scope.actor.name });
    tell(scope, 'disclosure.link-revoked', id);
    return accept({ linkId: id });
  },
});

/** Links that were made, the latest first, with for how many days each was made and whether it leads somewhere. */
export const listReportLinks = read('donations.share-report', async ({ tx, now }, _: Record<string, never>) =>
  (await selectReportLinks(tx)).map(({ revokedAt, ...link }) => ({
    ...link,
    days: Math.max(1, Math.round((link.expiresAt.getTime() - link.madeAt.getTime()) / DAY_MS)),
    state: revokedAt
      ? ('revoked' as const)
      : link.expiresAt <= now
        ? ('expired' as const)
        : ('open' as const),
  })),
);

const sharedReport = read('public', async (scope, { id }: { id: string }) => {
  const link = await selectReportLink(scope.tx, id);
  return (
    link && {
      ...(await reportOf(scope, { from: link.fromMonth, until: link.untilMonth })),
      expiresAt: link.expiresAt,
      district: await getTenant.within(scope, {}),
    }
  );
});

/** The report that a secret opens; undefined when it is unknown, expired or revoked. */
export async function readSharedReport({ secret, requestId }: { secret: string; requestId: string }) {
  if (!SECRET_FORM.test(secret)) return undefined;
  const found = await outsideTenants((tx) => findReportLink(tx, digestOf(secret)));
  return found && sharedReport(publicActor(found.tenantId, requestId), { id: found.id });
}
