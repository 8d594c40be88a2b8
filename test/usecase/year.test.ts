import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { confirmAssessment } from '~/domain/assessments/confirm-assessment';
import { recordAssessment } from '~/domain/assessments/record-assessment';
import { approveArrangement } from '~/domain/fees/approve-arrangement';
import { approveLeaveRule } from '~/domain/fees/approve-leave-rule';
import { listInvoices } from '~/domain/fees/list-invoices';
import { proposeArrangement } from '~/domain/fees/propose-arrangement';
import { proposeLeaveRule } from '~/domain/fees/propose-leave-rule';
import { recordPayment } from '~/domain/fees/record-payment';
import { addDays, daysBetween, monthRange, type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import { closePeriod } from '~/domain/ledger/close-period';
import { listPeriods } from '~/domain/ledger/list-periods';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { approveStandard } from '~/domain/standards/approve-standard';
import { proposeStandard } from '~/domain/standards/propose-standard';
import { admitResident } from '~/domain/stays/admit-resident';
import { beginLeave } from '~/domain/stays/begin-leave';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { correctLeave } from '~/domain/stays/correct-leave';
import { correctStay } from '~/domain/stays/correct-stay';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { endLeave } from '~/domain/stays/end-leave';
import { placeOnWaitingList } from '~/domain/stays/place-on-waiting-list';
import { swapResidents } from '~/domain/stays/swap-residents';
import { transferResident } from '~/domain/stays/transfer-resident';
import { useFreshDatabase } from '../database';
import { sixAnswers } from '../factories/assessments';
import { billMonth, demoFees, putTariffsInForce } from '../factories/fees';
import { putInForce, standardSet } from '../factories/standards';
import { aGrade, anApplication, got, someBeds } from '../factories/stays';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });

/** Noon of a day in the district. */
const noon = (day: string) => new Date(`${day}T04:00:00Z`);
const by = (role: Role, day: string) => here.as(role, noon(day));

type Grade = 'independent' | 'partial' | 'total';
const unmetOf: Readonly<Record<Grade, number>> = { independent: 0, partial: 2, total: 5 };

/** The fees of the year: the same until the end of June, higher from July on. */
const dearer: Readonly<Record<Grade, bigint>> = {
  independent: demoFees.independent + 10_000n,
  partial: demoFees.partial + 20_000n,
  total: demoFees.total + 30_000n,
};
const RISE = '2025-07-01';
const leaveBands = {
  home: [
    [1, 100],
    [4, 60],
  ],
  hospital: [
    [1, 100],
    [4, 60],
    [31, 40],
  ],
} as const;

/** What paper would say of a resident: days, grades and days away, as they truly were. */
interface Truth {
  readonly applicationId: string;
  readonly personId: string;
  stayId: string;
  admitted: string;
  until: string | null;
  readonly grades: { grade: Grade; from: string }[];
  readonly away: { kind: 'home' | 'hospital'; from: string; until: string }[];
}

let sql: postgres.Sql;
let beds: string[];
const truth = new Map<string, Truth>();
const of = (name: string): Truth => {
  const found = truth.get(name);
  if (!found) throw new Error(name);
  return found;
};

/** Who applies, when they come, how they are graded and in which bed they begin. */
const people: readonly [name: string, admitted: string, grade: Grade][] = [
  ['赵一', '2025-01-02', 'partial'],
  ['钱二', '2025-01-02', 'total'],
  ['孙三', '2025-01-15', 'independent'],
  ['李四', '2025-02-01', 'partial'],
  ['周五', '2025-02-28', 'total'],
  ['吴六', '2025-03-31', 'partial'],
  ['郑七', '2025-05-09', 'total'],
  ['王八', '2025-06-30', 'partial'],
  ['冯九', '2025-07-01', 'partial'],
  ['陈十', '2025-10-31', 'total'],
];

/** Applies on the first of January, decided, graded and placed on the list on that day. */
async function prepare(name: string, grade: Grade): Promise<void> {
  const day = '2025-01-01';
  const made = await anApplication(here, { name, appliedOn: day, at: noon(day) });
  const { applicationId, personId } = made;
  got(
    await confirmEligibility(by('intake', day), {
      applicationId,
      outcome: 'eligible',
      reason: '材料齐全，符合条件',
    }),
  );
  await aGrade(here, personId, { unmet: unmetOf[grade] || 1, at: noon(day) });
  got(await placeOnWaitingList(by('intake', day), { applicationId }));
  truth.set(name, {
    applicationId,
    personId,
    stayId: '',
    admitted: '',
    until: null,
    grades: [{ grade: unmetOf[grade] === 0 ? 'partial' : grade, from: day }],
    away: [],
  });
}

async function regrade(name: string, day: string, grade: Grade, validFrom = day): Promise<void> {
  const { personId, grades } = of(name);
  const { assessmentId } = got(
    await recordAssessment(by('assessor', day), {
      personId,
      assessedOn: validFrom,
      scaleCode: 'tekun-six',
      reason: 'change',
      secondAssessor: '评估员乙（演示数据）',
      answers: sixAnswers(unmetOf[grade]),
      signatures: (['first', 'second'] as const).map((party) => ({
        party,
        means: 'paper',
        signedOn: validFrom,
      })),
    }),
  );
  const decider = { ...by('manager', day), userId: '01900000-0000-7000-8000-00000000dec1' };
  got(await confirmAssessment(decider, { assessmentId, validFrom: plainDate(validFrom) }));
  grades.push({ grade, from: validFrom });
  grades.sort((a, b) => (a.from < b.from ? -1 : 1));
}

const told = { notifiedName: '家属（演示数据）', notifiedAt: '2025-03-03T08:00' };

/** What happens on which day, in the order of the year. */
const events: readonly [day: string, what: () => Promise<unknown>][] = [
  ...people.map(
    ([name, admitted], index) =>
      [
        admitted,
        async () => {
          const bedId = beds[index] ?? '';
          const { applicationId } = of(name);
          const { stayId } = got(
            await admitResident(by('manager', admitted), {
              applicationId,
              bedId,
              on: plainDate(admitted),
              directReason: '演示',
            }),
          );
          Object.assign(of(name), { stayId, admitted });
        },
      ] as [string, () => Promise<unknown>],
  ),
  // Home over Spring Festival, from the day before New Year's Eve.
  [
    '2025-01-27',
    async () => {
      const { stayId, away } = of('赵一');
      got(
        await beginLeave(by('manager', '2025-01-27'), {
          stayId,
          from: plainDate('2025-01-27'),
          kind: 'home',
        }),
      );
      away.push({ kind: 'home', from: '2025-01-27', until: '2025-02-06' });
    },
  ],
  [
    '2025-02-06',
    async () =>
      got(
        await endLeave(by('manager', '2025-02-06'), {
          stayId: of('赵一').stayId,
          on: plainDate('2025-02-06'),
        }),
      ),
  ],
  ['2025-02-20', async () => regrade('孙三', '2025-02-20', 'independent')],
  // Dies in hospital; the absence ends with the stay.
  [
    '2025-03-03',
    async () => {
      const { stayId, away } = of('钱二');
      got(
        await beginLeave(by('manager', '2025-03-03'), {
          stayId,
          from: plainDate('2025-03-03'),
          kind: 'hospital',
          ...told,
        }),
      );
      away.push({ kind: 'hospital', from: '2025-03-03', until: '2025-03-12' });
    },
  ],
  [
    '2025-03-12',
    async () => {
      got(
        await dischargeResident(by('manager', '2025-03-12'), {
          stayId: of('钱二').stayId,
          on: plainDate('2025-03-12'),
          cause: 'death',
        }),
      );
      of('钱二').until = '2025-03-12';
    },
  ],
  ['2025-04-10', async () => regrade('李四', '2025-04-10', 'total')],
  // The bed of who died is taken over by a move.
  [
    '2025-04-15',
    async () =>
      got(
        await transferResident(by('manager', '2025-04-15'), {
          stayId: of('周五').stayId,
          bedId: beds[1] ?? '',
          on: plainDate('2025-04-15'),
          reason: '靠近护理站',
        }),
      ),
  ],
  [
    '2025-05-20',
    async () =>
      got(
        await swapResidents(by('manager', '2025-05-20'), {
          stayId: of('赵一').stayId,
          otherStayId: of('吴六').stayId,
          on: plainDate('2025-05-20'),
          reason: '互换床位',
        }),
      ),
  ],
  // Six weeks in hospital, across the rise of the fees and into the third band.
  [
    '2025-06-10',
    async () => {
      const { stayId, away } = of('周五');
      got(
        await beginLeave(by('manager', '2025-06-10'), {
          stayId,
          from: plainDate('2025-06-10'),
          kind: 'hospital',
          ...told,
        }),
      );
      away.push({ kind: 'hospital', from: '2025-06-10', until: '2025-07-25' });
    },
  ],
  [
    '2025-07-25',
    async () =>
      got(
        await endLeave(by('manager', '2025-07-25'), {
          stayId: of('周五').stayId,
          on: plainDate('2025-07-25'),
        }),
      ),
  ],
  // Entered in August, counts from July: what was billed comes on the next bill as a difference.
  ['2025-08-08', async () => regrade('王八', '2025-08-08', 'total', '2025-07-20')],
  // The admission was two days later than was entered; July and before are billed and closed.
  [
    '2025-08-18',
    async () => {
      got(
        await correctStay(by('manager', '2025-08-18'), {
          stayId: of('冯九').stayId,
          what: 'admission',
          on: plainDate('2025-07-03'),
          reason: '登记有误，实为三日入住',
        }),
      );
      of('冯九').admitted = '2025-07-03';
    },
  ],
  [
    '2025-09-06',
    async () => {
      const { stayId, away } = of('郑七');
      got(
        await beginLeave(by('manager', '2025-09-06'), {
          stayId,
          from: plainDate('2025-09-06'),
          kind: 'home',
        }),
      );
      got(await endLeave(by('manager', '2025-09-16'), { stayId, on: plainDate('2025-09-16') }));
      away.push({ kind: 'home', from: '2025-09-06', until: '2025-09-16' });
    },
  ],
  // It was two days longer, as came out in October.
  [
    '2025-10-12',
    async () => {
      const { stayId, away } = of('郑七');
      const [leave] = await sql<{ id: string }[]>`select id from stay_leaves where stay_id = ${stayId}`;
      got(
        await correctLeave(by('manager', '2025-10-12'), {
          stayId,
          leaveId: leave?.id ?? '',
          from: plainDate('2025-09-06'),
          until: plainDate('2025-09-18'),
          reason: '返回日期登记有误',
        }),
      );
      away.splice(0, away.length, { kind: 'home', from: '2025-09-06', until: '2025-09-18' });
    },
  ],
  // Went home in the middle of October, entered in November.
  [
    '2025-11-05',
    async () => {
      got(
        await dischargeResident(by('manager', '2025-11-05'), {
          stayId: of('吴六').stayId,
          on: plainDate('2025-10-17'),
          cause: 'home',
        }),
      );
      of('吴六').until = '2025-10-17';
    },
  ],
];

beforeAll(async () => {
  sql = postgres(addresses.ownerUrl, {
    max: 1,
    types: { bigint: postgres.BigInt },
    onnotice: () => undefined,
  });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(demoTenants[0].id, 'reference', 'test'), demoTenants[0].regionCode);
  beds = await someBeds(here, people.length);
  const both = { proposer: by('finance', '2024-12-02'), approver: by('lead', '2024-12-03') };
  await putInForce(both, standardSet('2025-01-01'));
  await putTariffsInForce(both, '2025-01-01');
  for (const kind of ['home', 'hospital'] as const) {
    const { id } = must(
      await proposeLeaveRule(both.proposer, {
        kind,
        effectiveFrom: plainDate('2025-01-01'),
        bands: leaveBands[kind].map(([fromDay, percent]) => ({ fromDay, percent })),
        source: '入住合同（演示数据）',
      }),
    );
    must(await approveLeaveRule(both.approver, { ruleId: id }));
  }
  for (const [name, , grade] of people) await prepare(name, grade);
  const shares = [
    ['赵一', { payer: 'public-support', monthlyFen: 135_000n }],
    ['李四', { payer: 'insurance', percent: 40 }],
    ['李四', { payer: 'subsidy', monthlyFen: 30_000n }],
  ] as const;
  for (const [name, share] of shares) {
    const { id } = must(
      await proposeArrangement(by('finance', '2025-01-03'), {
        personId: of(name).personId,
        fromOn: plainDate('2025-01-01'),
        source: '演示文件',
        ...share,
      }),
    );
    must(await approveArrangement(by('lead', '2025-01-03'), { arrangementId: id }));
  }
});

/** Fees rise: the upper bound first, the fee next, what makes the floor last. */
async function raisePrices(): Promise<void> {
  const finance = by('finance', '2025-06-05');
  const lead = by('lead', '2025-06-06');
  const raise = async (kind: 'care-tier' | 'market-reference', by_: bigint) => {
    for (const standard of standardSet(RISE)) {
      if (standard.kind !== kind || typeof standard.amountFen !== 'bigint') continue;
      const { id } = must(
        await proposeStandard(finance, { ...standard, amountFen: standard.amountFen + by_ }),
      );
      must(await approveStandard(lead, { standardId: id }));
    }
  };
  await raise('market-reference', 30_000n);
  await putTariffsInForce({ proposer: finance, approver: lead }, RISE, dearer);
  await raise('care-tier', 5_000n);
}

/** A monthly fee spread over the days of its month, the fen that are left over on the first ones; and the part of it that a day away costs. */
function costOf(day: PlainDate, grade: Grade, permille: bigint): bigint {
  const monthly = (day < RISE ? demoFees : dearer)[grade];
  const { from, until } = monthRange(day.slice(0, 7));
  const days = BigInt(daysBetween(from, until));
  const full = monthly / days + (BigInt(daysBetween(from, day)) < monthly % days ? 1n : 0n);
  return (full * permille) / 1000n;
}

/** What somebody's days from January until before a day cost, day by day. */
function owed({ admitted, until, grades, away }: Truth, before: string): bigint {
  let sum = 0n;
  const end = until !== null && until < before ? until : before;
  for (let day = plainDate(admitted); day < end; day = addDays(day, 1)) {
    const grade = grades.filter(({ from }) => from <= day).at(-1)?.grade ?? 'partial';
    const leave = away.find(({ from, until: back }) => from <= day && day < back);
    const nth = leave ? daysBetween(plainDate(leave.from), day) + 1 : 0;
    const percent = leave
      ? (leaveBands[leave.kind].filter(([first]) => first <= nth).at(-1)?.[1] ?? 100)
      : 100;
    sum += costOf(day, grade, BigInt(percent) * 10n);
  }
  return sum;
}

describe('a year of a centre', () => {
  const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);

  it('is billed month by month, paid, closed, and true to the fen in the end', async () => {
    for (const month of months) {
      const { from, until } = monthRange(month);
      if (month === '2025-06') await raisePrices();
      const ofMonth = events.filter(([day]) => day >= from && day < until);
      for (const [, happen] of [...ofMonth].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) await happen();
      const billing = by('finance', until);
      await billMonth(billing, month);
      // A second run of the month adds nothing.
      const [before] = await sql`select count(*) as bills, sum(charged_fen) as fen from invoices`;
      await billMonth(billing, month);
      const [again] = await sql`select count(*) as bills, sum(charged_fen) as fen from invoices`;
      expect(again).toEqual(before);

      const later = addDays(until, 9);
      for (const bill of (await listInvoices(by('finance', later), { month, limit: 200 })).rows) {
        if (bill.personId === of('孙三').personId || bill.openFen <= 0n) continue;
        must(
          await recordPayment(by('finance', later), {
            invoiceId: bill.id,
            amountFen: bill.openFen,
            receivedOn: later,
            payerName: '家属（演示数据）',
          }),
        );
      }
      must(await closePeriod(by('finance', later), { month }));
      expect((await trialBalance(by('auditor', later), {})).sumFen).toBe(0n);

      // Whatever was entered by now is what has been charged by now.
      for (const [name, one] of truth) {
        if (!one.stayId) continue;
        const [charged] = await sql<{ fen: bigint }[]>`
          select coalesce(sum(charged_fen), 0)::bigint as fen from invoices where person_id = ${one.personId}`;
        expect({ month, name, fen: charged?.fen }).toEqual({ month, name, fen: owed(one, until) });
      }
    }

    const auditor = by('auditor', '2026-01-12');
    expect((await listPeriods(auditor, {})).closed.map(({ month }) => month)).toEqual([...months].reverse());
    const [wrong] = await sql`
      select count(*)::int as n from invoices i
      where i.amount_fen < 0 or i.charged_fen <> (select coalesce(sum(s.charged_fen), 0) from invoice_shares s where s.invoice_id = i.id)
        or i.charged_fen <> (select coalesce(sum(c.amount_fen), 0) from charges c where c.invoice_id = i.id)`;
    expect(wrong?.n).toBe(0);
    // Each bed-day is charged once, and no two people lay in one bed.
    const [twice] = await sql`
      select count(*)::int as n from bed_occupancies a join bed_occupancies b on a.bed_id = b.bed_id and a.id < b.id
      where daterange(a.from_on, a.until_on) && daterange(b.from_on, b.until_on)`;
    expect(twice?.n).toBe(0);
    // What the books say was turned over in each closed month is what stands there.
    const periods = await sql<{ month: string; fen: bigint; now: bigint }[]>`
      select p.month, p.turnover_fen as fen, (select coalesce(sum(o.amount_fen), 0)::bigint from ledger_postings o
        join ledger_entries e on e.tenant_id = o.tenant_id and e.id = o.entry_id
        where o.amount_fen > 0 and to_char(e.on_date, 'YYYY-MM') = p.month) as now
      from ledger_periods p`;
    expect(periods.filter(({ fen, now }) => fen !== now)).toEqual([]);
    // Everybody but one has paid; who left too early on paper has what was charged too much on the account.
    const [owes] = await sql<{ fen: bigint }[]>`
      select coalesce(sum(s.charged_fen), 0)::bigint as fen from invoice_shares s join invoices i on i.id = s.invoice_id
      where s.payer = 'resident' and i.person_id = ${of('孙三').personId}`;
    expect(owes?.fen).toBe(owed(of('孙三'), '2026-01-01'));
    const shares = await sql<{ payer: string; fen: bigint }[]>`
      select payer, sum(charged_fen)::bigint as fen from invoice_shares group by 1 order by 1`;
    expect(shares.map(({ payer }) => payer)).toEqual(['insurance', 'public-support', 'resident', 'subsidy']);
    expect(shares.reduce((sum, { fen }) => sum + fen, 0n)).toBe(
      [...truth.values()].reduce((sum, one) => sum + owed(one, '2026-01-01'), 0n),
    );
  }, 120_000);
});
