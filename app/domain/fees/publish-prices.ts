import { selectLeaveRules } from '#db/queries/payers';
import { selectApprovedTariffs } from '#db/queries/tariffs';
import { read } from '../audit/use-case';
import { contains } from '../kernel/date-range';
import type { Fen } from '../kernel/money';
import { PAGE_LIMIT } from '../kernel/paging';
import type { PlainDate } from '../kernel/plain-date';
import { listStandardRanges } from '../standards/list-standards';
import { careTiers, TEKUN_SIX } from '../standards/standard.rules';
import { bandOn, type PriceBand } from './band.rules';

/** A monthly fee and its days: `until` is the first day it no longer holds, null without an end. */
export interface PublishedFee {
  readonly monthlyFeeFen: Fen;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
}

/** What a grade costs: today's fee with the bounds it lies between, and the fees already decided for later. */
export interface PublishedPrice {
  readonly grade: string;
  readonly current: (PublishedFee & { readonly band: PriceBand | null }) | null;
  readonly coming: readonly PublishedFee[];
}

/**
 * The notice of fees (收费公示): what each grade costs today and from later days on, between which bounds and whose, and
 * what a day away costs. Only approved amounts are in it, no names of who proposed them and no person.
 */
export const publishPrices = read(
  'public',
  async (
    scope,
    _: Record<string, never>,
  ): Promise<{
    today: PlainDate;
    prices: PublishedPrice[];
    leave: Pick<
      Awaited<ReturnType<typeof selectLeaveRules>>[number],
      'kind' | 'bands' | 'effectiveFrom' | 'source'
    >[];
  }> => {
    const { tx, today } = scope;
    const standards = await listStandardRanges.within(scope, {});
    const tariffs = await selectApprovedTariffs(tx);
    const prices = careTiers.map((grade): PublishedPrice => {
      const fees = tariffs.filter((fee) => fee.scaleCode === TEKUN_SIX && fee.grade === grade);
      const fee = fees.find((one) => contains(one, today));
      const band = bandOn(standards, { scaleCode: TEKUN_SIX, grade }, today);
      const shown = ({ monthlyFeeFen, from, until }: PublishedFee) => ({ monthlyFeeFen, from, until });
      return {
        grade,
        current: fee ? { ...shown(fee), band: 'band' in band ? band.band : null } : null,
        coming: fees.filter(({ from }) => from > today).map(shown),
      };
    });
    const rules = (await selectLeaveRules(tx, PAGE_LIMIT)).filter(
      (rule) => rule.status === 'approved' && rule.effectiveFrom <= today,
    );
    const leave = (['home', 'hospital'] as const).flatMap((kind) => {
      const rule = rules.find((one) => one.kind === kind);
      return rule
        ? [{ kind, bands: rule.bands, effectiveFrom: rule.effectiveFrom, source: rule.source }]
        : [];
    });
    return { today, prices, leave };
  },
);
