import { selectArrangementsInForce, selectResidentsOn } from '#db/queries/billing';
import { selectApprovedTariffs, selectTariff } from '#db/queries/tariffs';
import { listGradeRanges } from '../assessments/list-grade-ranges';
import { type ReadScope, read } from '../audit/use-case';
import { contains, intersection } from '../kernel/date-range';
import { groupedBy } from '../kernel/grouped';
import type { Fen } from '../kernel/money';
import { addDays, addMonths, daysBetween, monthOf, monthRange, type PlainDate } from '../kernel/plain-date';
import type { Refusal } from '../kernel/refusals';
import { successionOf } from '../standards/approval.rules';
import { findStandard, listStandardRanges } from '../standards/list-standards';
import { TEKUN_SIX } from '../standards/standard.rules';
import { bandProblems, type FeeKey } from './band.rules';
import { arrangementOf, monthShares } from './share.rules';

/** The most residents of a centre that a preview looks at. */
const RESIDENTS_LIMIT = 5_000;

/** What a whole month costs one resident before and after a fee changes, and the resident's own part of it. */
export interface ChangedBill {
  readonly personId: string;
  readonly personName: string;
  readonly ownBeforeFen: Fen | null;
  readonly ownAfterFen: Fen;
}

/** Whose bill a fee changes: everybody of its grade who lies in a bed on `on`, reckoned for the whole of `month`. */
export interface TariffPreview {
  readonly on: PlainDate;
  readonly month: string;
  /** The fee in force without the change, or null. */
  readonly beforeFen: Fen | null;
  readonly afterFen: Fen;
  readonly bills: readonly ChangedBill[];
}

async function gradedResidents(scope: ReadScope, on: PlainDate, scaleCode: string) {
  const residents = await selectResidentsOn(scope.tx, { on, limit: RESIDENTS_LIMIT });
  const personIds = residents.map(({ personId }) => personId);
  const until = addDays(on, 1);
  const ranges = await listGradeRanges.within(scope, { personIds, from: on, until, scaleCode });
  const grades = new Map(ranges.map(({ personId, grade }) => [personId, grade]));
  return residents.map((resident) => ({ ...resident, grade: grades.get(resident.personId) }));
}

/** The first day on which something that begins then can still change a bill. */
const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

/**
 * Whose bill a proposed fee changes, and by how much for a whole month in a bed: the first one that begins on or after the
 * day. Residents as they are known today; who moves in later is not in it. Undefined where there is no such fee.
 */
export const previewTariff = read(
  'fees.view',
  async (scope, { tariffId }: { tariffId: string }): Promise<TariffPreview | undefined> => {
    const { tx, today } = scope;
    const tariff = await selectTariff(tx, tariffId);
    if (!tariff) return undefined;
    const { scaleCode, grade, monthlyFeeFen: afterFen } = tariff;
    const on = later(tariff.effectiveFrom, today);
    const month = monthOf(on.endsWith('-01') ? on : addMonths(on, 1));
    const others = (await selectApprovedTariffs(tx, { scaleCode, grade })).filter(
      (one) => one.tariffId !== tariff.id,
    );
    const beforeFen = others.find((one) => contains(one, on))?.monthlyFeeFen ?? null;
    const residents = (await gradedResidents(scope, on, scaleCode)).filter((one) => one.grade === grade);
    const personIds = residents.map(({ personId }) => personId);
    const { from, until } = monthRange(month);
    const arranged =
      personIds.length > 0 ? await selectArrangementsInForce(tx, { personIds, from, until }) : [];
    const byPerson = groupedBy(arranged, ({ personId }) => personId);
    const ownPart = (personId: string, monthlyFeeFen: Fen) =>
      monthShares(
        [
          {
            stayId: personId,
            tariffId: tariff.id,
            monthlyFeeFen,
            monthDays: daysBetween(from, until),
            absence: null,
            permille: 1000,
            from,
            until,
          },
        ],
        (byPerson.get(personId) ?? []).map(arrangementOf),
      ).get('resident') ?? 0n;
    const bills = residents.map(({ personId, personName }) => ({
      personId,
      personName,
      ownBeforeFen: beforeFen === null ? null : ownPart(personId, beforeFen),
      ownAfterFen: ownPart(personId, afterFen),
    }));
    return { on, month, beforeFen, afterFen, bills };
  },
);

/** A fee in force that a standard would push out of its band, and for how many residents it counts. */
export interface FeeOutside extends FeeKey {
  readonly tariffId: string;
  readonly monthlyFeeFen: Fen;
  readonly residents: number;
  readonly problems: readonly Refusal[];
}

/**
 * What a standard changes for fees: it changes no bill by itself, but every approved fee has to stay inside its band from the
 * day on. The fees that would not, with the reason; as long as there is one, the standard cannot be approved.
 */
export const previewStandard = read(
  'fees.view',
  async (scope, { standardId }: { standardId: string }): Promise<FeeOutside[] | undefined> => {
    const { tx } = scope;
    const standard = await findStandard.within(scope, { id: standardId });
    if (!standard) return undefined;
    const span = { from: standard.effectiveFrom, until: standard.effectiveUntil };
    const { after } = successionOf(await listStandardRanges.within(scope, {}), {
      key: standard.key,
      amountFen: standard.amountFen,
      source: standard.source,
      ...span,
    });
    const residents = await gradedResidents(scope, later(span.from, scope.today), TEKUN_SIX);
    return (await selectApprovedTariffs(tx)).flatMap((tariff) => {
      const shared = intersection(tariff, span);
      if (!shared) return [];
      const { tariffId, scaleCode, grade, monthlyFeeFen } = tariff;
      const problems = bandProblems(after, { scaleCode, grade, feeFen: monthlyFeeFen }, shared);
      if (problems.length === 0) return [];
      const concerned = residents.filter((one) => one.grade === grade && scaleCode === TEKUN_SIX).length;
      return [{ tariffId, scaleCode, grade, monthlyFeeFen, residents: concerned, problems }];
    });
  },
);
