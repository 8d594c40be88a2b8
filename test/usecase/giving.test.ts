import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#db/new-id';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { publicActor } from '~/domain/access/public-actor';
import { systemActor } from '~/domain/access/system-actor';
import { admitEntity, qualifyEntity } from '~/domain/donations/admit-entity';
import { allocateGoods } from '~/domain/donations/allocate-goods';
import {
  declineCorrection,
  listCorrections,
  proposeCorrection,
  publishCorrection,
} from '~/domain/donations/correct-disclosure';
import { disclose } from '~/domain/donations/disclose';
import { findGift, findOwnGift } from '~/domain/donations/get-gift';
import { findGiftUse } from '~/domain/donations/gift-use';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { inspectGoods } from '~/domain/donations/inspect-goods';
import { listBankLinesToTie } from '~/domain/donations/list-bank-lines-to-tie';
import { listStock } from '~/domain/donations/list-stock';
import {
  findMonthlyByLink,
  listOwnMonthlyGifts,
  remindMonthlyGift,
  remindMonthlyGifts,
  startMonthlyGift,
  stopMonthlyGift,
} from '~/domain/donations/monthly-gifts';
import { pledgeGoods } from '~/domain/donations/pledge-gift';
import { receiveGoods } from '~/domain/donations/receive-goods';
import { recordCashGift } from '~/domain/donations/record-money';
import {
  findGiftReport,
  listReportLinks,
  readSharedReport,
  renewReportLink,
  revokeReportLink,
  shareReport,
} from '~/domain/donations/share-report';
import { stockGoods } from '~/domain/donations/stock-goods';
import { takeUnpledgedLine } from '~/domain/donations/tie-bank-line';
import {
  decideHousehold,
  findHouseholdOfGift,
  listHouseholdsInReview,
  tieGiftToHousehold,
} from '~/domain/donations/tie-household';
import { unnameGiver } from '~/domain/donations/unname-giver';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { codeBalance } from '~/domain/ledger/account-balance';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { formHousehold } from '~/domain/people/form-household';
import { issueReceipt, reissueReceipt } from '~/domain/receipts/issue-receipt';
import { getReceipt } from '~/domain/receipts/list-receipts';
import { correctDonor, nameDonor } from '~/domain/receipts/name-donor';
import { voidReceipt } from '~/domain/receipts/void-receipt';
import { useFreshDatabase } from '../database';
import { admitReceiver, bankRow } from '../factories/donations';
import { fundOfPurpose, spendPurpose } from '../factories/funds';
import { aPerson } from '../factories/people';
import { insertResidents } from '../factories/residents';

const database = useFreshDatabase({ connections: 20 });
const [here] = demoTenants;
const demo = demoOf(here, { main: true });
type Actor = ReturnType<typeof demo.as>;
const [admin, finance, lead, manager, auditor, donor] = (
  ['admin', 'finance', 'lead', 'manager', 'auditor', 'donor'] as const
).map((role) => demo.as(role)) as [Actor, Actor, Actor, Actor, Actor, Actor];
const two = { proposer: finance, approver: lead };
const anybody = publicActor(here.id, 'test');
const today = dateOf(new Date());

let sql: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, types: { bigint: postgres.BigInt } });
  await admitReceiver({ admin, finance });
});
afterAll(() => sql.end());

const cash = (said: Partial<Parameters<typeof recordCashGift>[1]> = {}) =>
  recordCashGift(finance, {
    purpose: 'general',
    anonymous: true,
    amountFen: '100.00',
    receivedOn: today,
    donor: { kind: 'person', name: '演示甲' },
    ...said,
  });

/** The donor of a gift, signed in. */
async function giver(giftId: string): Promise<Actor> {
  const gift = await findGift(finance, { giftId });
  return { ...donor, donorId: gift?.donorId ?? undefined };
}

const plain = (value: unknown) =>
  JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one));

/** Goods of one kind that lie in the store. */
async function stocked(name: string, quantity: number) {
  const { giftId } = must(
    await pledgeGoods(finance, {
      purpose: 'care-beds',
      anonymous: true,
      donor: { kind: 'person', name: `演示${name}` },
      items: [{ name, unit: '床', quantity }],
    }),
  );
  const itemId = (await findGift(finance, { giftId }))?.items[0]?.id ?? '';
  must(await receiveGoods(manager, { giftId, receivedOn: today, items: [{ itemId, received: quantity }] }));
  must(await inspectGoods(manager, { giftId, items: [{ itemId, accepted: quantity }] }));
  must(
    await stockGoods(manager, { giftId, withoutValue: true, lots: [{ itemId, quantity, store: '一号库' }] }),
  );
  const goodsId = (await listStock(manager, {})).find((lot) => lot.name === name)?.goodsId ?? '';
  return { giftId, goodsId };
}

async function handOver(goodsId: string, bedId: string, quantity: number) {
  const { allocationId } = must(await allocateGoods(manager, { bedId, lines: [{ goodsId, quantity }] }));
  must(
    await handOverGoods(manager, {
      allocationId,
      handedOverOn: today,
      handedTo: '演示住员',
      signed: 'paper',
    }),
  );
}

describe('where a gift went', () => {
  it('of money: what was used of its purpose since, and only when enough people are concerned', async () => {
    const { giftId } = must(await cash({ purpose: 'home-visits', amountFen: '1000.00' }));
    const own = await giver(giftId);
    const uses = async () => (await findOwnGift(own, { giftId }))?.use.money.map(({ fen }) => fen);
    for (let n = 1; n <= 4; n++)
      must(
        await spendPurpose(two, {
          purpose: 'home-visits',
          amountFen: '10.00',
          onDate: today,
          what: '居家护理用品',
          document: `去向-${n}`,
        }),
      );
    expect(await uses()).toEqual([]);
    expect((await disclose(anybody, {})).moneyUsed).toEqual([]);
    expect((await disclose(anybody, {})).total.moneyUsedFen).toBe(4_000n);
    const month = today.slice(0, 7);
    expect(await findGiftReport(auditor, { from: month, until: month })).toMatchObject({
      moneyUsed: [],
      notItemised: { moneyUsedFen: 4_000n },
      total: { moneyUsedFen: 4_000n, goodsUsedFen: 0n, goodsLostFen: 0n },
    });
    must(
      await spendPurpose(two, {
        purpose: 'home-visits',
        amountFen: '2.50',
        onDate: today,
        what: '居家护理用品',
        document: '去向-5',
      }),
    );
    expect(await uses()).toEqual([4_250n]);
    expect((await disclose(anybody, {})).moneyUsed).toMatchObject([
      { purposes: [{ code: 'home-visits' }], from: today.slice(0, 7), until: today.slice(0, 7), fen: 4_250n },
    ]);
    expect(await findGiftUse(auditor, { giftId })).toMatchObject({ money: [{ fen: 4_250n }], places: [] });
    expect(await findOwnGift({ ...donor, donorId: randomUUID() }, { giftId })).toBeUndefined();
  });

  it('of goods: by lot to a kind of bed in the centre, never a person, and no kind in which only few lie', async () => {
    const { giftId, goodsId } = await stocked('去向棉被', 12);
    const few = await insertResidents(
      sql,
      here.id,
      Array.from({ length: 3 }, () => ({ from: '2026-01-01', grades: [] })),
    );
    const bedOf = async ({ personId }: { personId: string }) =>
      (await sql<{ bed_id: string }[]>`select bed_id from bed_occupancies where person_id = ${personId}`)[0]
        ?.bed_id ?? '';
    const own = await giver(giftId);
    const places = async () => (await findOwnGift(own, { giftId }))?.use.places;
    await handOver(goodsId, await bedOf(few[0] as never), 2);
    expect(await places()).toMatchObject([{ place: 'somebody', pieces: 2 }]);
    expect((await disclose(anybody, {})).goods).toMatchObject([
      { name: '去向棉被', received: 12, handedOver: null },
    ]);

    const more = await insertResidents(
      sql,
      here.id,
      Array.from({ length: 9 }, () => ({ from: '2026-01-01', grades: [] })),
    );
    expect(await places()).toMatchObject([{ place: 'bed', pieces: 2 }]);
    await sql`update beds set kind = 'general' where id in ${sql(await Promise.all(more.slice(0, 5).map(bedOf)))}`;
    for (const one of more.slice(3, 7)) await handOver(goodsId, await bedOf(one), 1);
    expect(await places()).toMatchObject([
      { place: 'general-bed', pieces: 2 },
      { place: 'nursing-bed', pieces: 4 },
    ]);
    const seen = await findOwnGift(own, { giftId });
    expect(plain(seen)).not.toMatch(/演示住|一号楼|bedId|personId/);
    const shown = await disclose(anybody, {});
    expect(shown.goods).toMatchObject([{ name: '去向棉被', received: 12, handedOver: 6 }]);
    expect(plain(shown)).not.toMatch(/演示住|people|personId/);
  });
});

describe('the public sums', () => {
  it('are the ledger’s to the fen at every moment while others give and spend', async () => {
    must(await cash({ amountFen: '1000.00' }));
    await fundOfPurpose(two, 'general');
    const work = Array.from({ length: 24 }, async (_, n) => {
      if (n % 4 === 3)
        must(
          await spendPurpose(two, {
            purpose: 'general',
            amountFen: '7.77',
            onDate: today,
            what: '护理用品',
            document: `同时-${n}`,
          }),
        );
      else must(await cash({ amountFen: `${n + 1}.${n + 10}`, purpose: n % 2 ? 'general' : 'care-beds' }));
    });
    const looks = Array.from({ length: 12 }, () => disclose(anybody, {}));
    const shown = await Promise.all(looks);
    await Promise.all(work);
    shown.push(await disclose(anybody, {}));
    const sum = (rows: readonly { moneyReceivedFen: bigint }[]) =>
      rows.reduce((all, row) => all + row.moneyReceivedFen, 0n);
    for (const page of shown) {
      expect(page.reconciled).toBe(true);
      for (const rows of [page.byPurpose, page.byMonth, page.rows])
        expect(sum(rows)).toBe(page.total.moneyReceivedFen);
      expect(page.moneyUsed.reduce((all, { fen }) => all + fen, 0n)).toBe(page.total.moneyUsedFen);
    }
    expect(shown.at(-1)?.total.moneyReceivedFen).toBe(
      -(await codeBalance(auditor, { code: 'income.gifts-money' })),
    );
    expect(shown.at(-1)?.total.moneyUsedFen).toBe(
      await codeBalance(auditor, { code: 'expense.gifts-money' }),
    );
  });
});

/** A month that has not begun. */
const ahead = `${Number(today.slice(0, 4)) + 1}-01`;
const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));

describe('a correction of a public figure', () => {
  it('is told with the old value and the reason once another person published it, and never of a part of use', async () => {
    must(await cash({ purpose: 'care-beds', amountFen: '33.33' }));
    const said = {
      figure: 'money-received',
      purpose: 'care-beds',
      month: today.slice(0, 7),
      oldFen: '1.00',
      reason: '重复登记一笔',
    } as const;
    const now = (await disclose(anybody, {})).rows.find(
      ({ code, month }) => code === 'care-beds' && month === said.month,
    );
    expect(codes(await proposeCorrection(finance, { ...said, figure: 'money-used' }))).toEqual([
      'CORRECTION.USE_WHOLE',
    ]);
    expect(codes(await proposeCorrection(finance, { ...said, oldFen: now?.moneyReceivedFen }))).toEqual([
      'CORRECTION.SAME',
    ]);
    expect(codes(await proposeCorrection(finance, { ...said, oldFen: 'viel', purpose: 'none' }))).toEqual([
      'CORRECTION.AMOUNT_FORM',
      'GIFT.PURPOSE_UNKNOWN',
    ]);
    expect(codes(await proposeCorrection(finance, { ...said, purpose: 'none', reason: '' }))).toEqual([
      'GIFT.REASON_MISSING',
      'GIFT.PURPOSE_UNKNOWN',
    ]);
    expect(codes(await proposeCorrection(finance, { ...said, month: ahead, oldFen: 'viel' }))).toEqual([
      'CORRECTION.AMOUNT_FORM',
      'CORRECTION.MONTH_AHEAD',
    ]);
    const { correctionId } = must(await proposeCorrection(finance, said));
    await expect(
      sql`update disclosure_corrections set month = ${ahead} where id = ${correctionId}`,
    ).rejects.toThrow(/disclosure_corrections_month_began/);
    expect((await disclose(anybody, {})).corrections).toEqual([]);
    const both = { ...finance, permissions: new Set([...finance.permissions, ...lead.permissions]) };
    expect(codes(await publishCorrection(both, { correctionId }))).toEqual(['CORRECTION.OWN']);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => publishCorrection(lead, { correctionId })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['CORRECTION.DECIDED']));
    const { corrections } = await disclose(anybody, {});
    expect(corrections).toMatchObject([
      {
        figure: 'money-received',
        purposeCode: 'care-beds',
        oldFen: 100n,
        newFen: now?.moneyReceivedFen,
        reason: '重复登记一笔',
      },
    ]);
    expect(plain(corrections)).not.toContain(finance.name);
    const declined = must(await proposeCorrection(finance, { ...said, oldFen: '2.00' }));
    must(await declineCorrection(lead, { ...declined, reason: '原值有误' }));
    expect((await disclose(anybody, {})).corrections).toHaveLength(1);
    expect((await listCorrections(auditor, {})).map(({ decidedByName }) => decidedByName)).toEqual([
      lead.name,
      lead.name,
    ]);
    // What was lost is told by purpose and month, and so it is corrected.
    const lost = must(await proposeCorrection(finance, { ...said, figure: 'goods-lost' }));
    must(await publishCorrection(lead, lost));
    expect((await disclose(anybody, {})).corrections).toMatchObject([
      { figure: 'goods-lost', purposeCode: 'care-beds', oldFen: 100n, newFen: 0n },
      { figure: 'money-received' },
    ]);
    await expect(
      sql`update disclosure_corrections set decided_by = proposed_by where id = ${correctionId}`,
    ).rejects.toThrow(/disclosure_corrections_two_persons/);
  });
});

describe('a link to a report', () => {
  it('opens until it expires, is renewed or revoked; only a digest of its secret is kept', async () => {
    const said = { reader: '演示审计组', from: today.slice(0, 7), until: today.slice(0, 7), days: 30 };
    expect(codes(await shareReport(auditor, said))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await shareReport(finance, { ...said, days: 93, reader: '', until: '2020-01' }))).toEqual([
      'REPORT.READER_MISSING',
      'REPORT.DAYS_FORM',
      'REPORT.RANGE',
    ]);
    expect(codes(await shareReport(finance, { ...said, until: ahead }))).toEqual(['REPORT.MONTH_AHEAD']);
    const { linkId, secret } = must(await shareReport(finance, said));
    await expect(sql`update report_links set until_month = ${ahead} where id = ${linkId}`).rejects.toThrow(
      /report_links_month_began/,
    );
    const open = (it: string) => readSharedReport({ secret: it, requestId: 'test' });
    const page = await disclose(anybody, {});
    expect(await open(secret)).toMatchObject({
      moneyReceivedFen: page.total.moneyReceivedFen,
      moneyUsed: page.moneyUsed,
      reconciled: true,
    });
    expect(await open(`${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    expect(plain(await sql`select * from report_links`)).not.toContain(secret);
    expect(plain(await sql`select * from audit_events where subject_id = ${linkId}`)).not.toContain(secret);

    expect((await listReportLinks(lead, {}))[0]?.days).toBe(30);
    const renewed = must(await renewReportLink(lead, { linkId, days: 10 }));
    expect((await listReportLinks(lead, {}))[0]?.days).toBe(10);
    expect(await open(secret)).toBeUndefined();
    expect(await open(renewed.secret)).toBeDefined();
    expect(plain(await open(renewed.secret))).not.toMatch(/演示甲|people|donor/);
    await sql`update report_links set made_at = made_at - interval '20 days', expires_at = expires_at - interval '20 days', from_month = '2020-01', until_month = '2020-01' where id = ${linkId}`;
    expect(await open(renewed.secret)).toBeUndefined();
    expect((await listReportLinks(lead, {}))[0]?.state).toBe('expired');
    const again = must(await renewReportLink(lead, { linkId, days: 10 }));
    must(await revokeReportLink(finance, { linkId }));
    expect(await open(again.secret)).toBeUndefined();
    expect(codes(await renewReportLink(lead, { linkId, days: 10 }))).toEqual(['REPORT.LINK_REVOKED']);
    expect(
      (
        await sql<{ kind: string }[]>`select kind from audit_events where subject_id = ${linkId} order by id`
      ).map(({ kind }) => kind),
    ).toEqual([
      'disclosure.report-shared',
      'disclosure.link-renewed',
      'disclosure.link-renewed',
      'disclosure.link-revoked',
    ]);
  });
});

describe('money for one household', () => {
  it('is refused for interested persons, left to another person when unclear, and else written down once', async () => {
    const personId = await aPerson(manager, { name: '受助人甲', phone: '19900003333' });
    const { householdId } = must(
      await formHousehold(manager, { village: '演示村', members: [{ personId, relation: 'head' }] }),
    );
    const said = { householdId, declared: 'none' } as const;
    const giftOf = async (name: string, phone: string) =>
      must(await cash({ donor: { kind: 'person', name, phone } })).giftId;

    const related = await giftOf('演示亲属', '19900003333');
    expect(codes(await tieGiftToHousehold(finance, { ...said, giftId: related }))).toEqual([
      'GIFT.INTERESTED_SAME_PHONE',
    ]);
    expect(
      codes(await tieGiftToHousehold(finance, { ...said, giftId: related, declared: 'related' })),
    ).toEqual(['GIFT.INTERESTED_DECLARED', 'GIFT.INTERESTED_SAME_PHONE']);
    const mistyped = { ...said, giftId: related, identityNumber: '11010519491231002' };
    expect(codes(await tieGiftToHousehold(finance, mistyped))).toEqual(['PERSON.IDENTITY_FORM']);
    expect(await findHouseholdOfGift(auditor, { giftId: related })).toBeUndefined();

    const stranger = await giftOf('演示生人', '19900004444');
    const tied = await Promise.all(
      Array.from({ length: 5 }, () => tieGiftToHousehold(finance, { ...said, giftId: stranger })),
    );
    expect(tied.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(tied.flatMap(codes))).toEqual(new Set(['GIFT.HOUSEHOLD_TWICE']));
    expect(await findHouseholdOfGift(auditor, { giftId: stranger })).toMatchObject({
      status: 'tied',
      head: '受助人甲',
    });

    const namesake = await giftOf('受助人甲', '19900005555');
    must(await tieGiftToHousehold(finance, { ...said, giftId: namesake }));
    expect(await listHouseholdsInReview(auditor, {})).toMatchObject([
      { giftId: namesake, doubts: ['same-name'] },
    ]);
    expect(
      codes(await decideHousehold(finance, { giftId: namesake, related: false, reason: '重名' })),
    ).toEqual(['ACCESS.NOT_PERMITTED']);
    must(await decideHousehold(lead, { giftId: namesake, related: true, reason: '系同一人' }));
    expect(codes(await decideHousehold(lead, { giftId: namesake, related: false, reason: '重名' }))).toEqual([
      'GIFT.HOUSEHOLD_DECIDED',
    ]);
    expect(await listHouseholdsInReview(auditor, {})).toEqual([]);
    await expect(
      sql`update gift_households set status = 'tied', decided_by = null, decided_by_name = null, decided_at = null, reason = null
        where gift_id = ${namesake}`,
    ).rejects.toThrow(/gift_households_(doubt_decided|review_open)/);
  });
});

describe('a giver whom nobody knew', () => {
  let rows = 0;
  /** Money that nobody promised, of a bank line without a name. */
  async function nameless(): Promise<string> {
    rows += 1;
    const line = bankRow(rows, { amount: '88.00', remark: '爱心', payer: '', number: `无名-${rows}` });
    must(await importBankStatement(finance, { dryRun: false, fileName: '对账单', rows: [line] }));
    const [found] = (await listBankLinesToTie(finance, {})).rows;
    return must(await takeUnpledgedLine(finance, { lineId: found?.id ?? '', purpose: 'general' })).giftId;
  }
  const zhang = { kind: 'person', name: '演示张某', phone: '19900007777' } as const;

  it('is named once, with what shows it; the receipt that named nobody is voided and another takes its place', async () => {
    const giftId = await nameless();
    const first = must(await issueReceipt(finance, { giftId }));
    expect(await getReceipt(finance, first)).toMatchObject({ payerName: null });
    expect(codes(await nameDonor(finance, { giftId, donor: { name: '', phone: '1' } }))).toEqual([
      'DONOR.KIND_MISSING',
      'DONOR.NAME_MISSING',
      'PERSON.PHONE_FORM',
      'GIFT.REASON_MISSING',
    ]);
    const named = await Promise.all(
      Array.from({ length: 5 }, () => nameDonor(finance, { giftId, donor: zhang, reason: '持银行回单' })),
    );
    expect(named.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(named.flatMap(codes))).toEqual(new Set(['GIFT.DONOR_KNOWN']));
    expect(await findGift(finance, { giftId })).toMatchObject({
      donorName: '演示张某',
      anonymous: true,
      receivedFen: 8_800n,
    });
    expect(plain(await disclose(anybody, {}))).not.toContain('演示张某');
    expect(await getReceipt(finance, first)).toMatchObject({ payerName: null, voidedOn: null });
    must(await voidReceipt(finance, { ...first, reason: '补记捐赠人' }));
    const second = must(await reissueReceipt(finance, first));
    expect(await getReceipt(finance, second)).toMatchObject({ payerName: '演示张某' });
    expect(codes(await nameDonor(manager, { giftId, donor: zhang, reason: '持银行回单' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
  });

  it('is compared with the household that the gift is to reach, again', async () => {
    const personId = await aPerson(manager, { name: '受助人乙', phone: '19900008888' });
    const { householdId } = must(
      await formHousehold(manager, { village: '演示村', members: [{ personId, relation: 'head' }] }),
    );
    const giftId = await nameless();
    must(await tieGiftToHousehold(finance, { giftId, householdId, declared: 'none' }));
    must(await decideHousehold(lead, { giftId, related: false, reason: '无从得知' }));
    const name = (donor: typeof zhang | { kind: 'person'; name: string; phone: string }) =>
      nameDonor(finance, { giftId, donor, reason: '持银行回单' });
    must(await name({ ...zhang, name: '受助人乙' }));
    expect(await findHouseholdOfGift(auditor, { giftId })).toMatchObject({
      status: 'review',
      doubts: ['same-name'],
    });
    must(await decideHousehold(lead, { giftId, related: false, reason: '同名不同人' }));

    // Beyond doubt: who gave it is written down all the same, and nobody says that they are not related.
    const other = await nameless();
    must(await tieGiftToHousehold(finance, { giftId: other, householdId, declared: 'none' }));
    must(await decideHousehold(lead, { giftId: other, related: false, reason: '无从得知' }));
    const named = await nameDonor(finance, {
      giftId: other,
      donor: { ...zhang, phone: '19900008888' },
      reason: '持银行回单',
    });
    expect(must(named)).toEqual({ giftId: other, waits: 1, found: 0 });
    expect(await findGift(finance, { giftId: other })).toMatchObject({ donorName: '演示张某' });
    expect(await listHouseholdsInReview(auditor, {})).toMatchObject([
      { giftId: other, doubts: ['same-phone'] },
    ]);
    expect(
      codes(await decideHousehold(lead, { giftId: other, related: false, reason: '同名不同人' })),
    ).toEqual(['GIFT.INTERESTED_SAME_PHONE']);
    await expect(
      sql`update gift_households set status = 'tied', decided_by = 'x', decided_by_name = 'x', decided_at = now(), reason = 'x'
        where gift_id = ${other}`,
    ).rejects.toThrow(/gift_households_related_stays/);
    must(await decideHousehold(lead, { giftId: other, related: true, reason: '系本人' }));
    expect(await findHouseholdOfGift(auditor, { giftId: other })).toMatchObject({ status: 'declined' });
  });

  it('is compared again once their name is corrected', async () => {
    const personId = await aPerson(manager, { name: '受助人丁', phone: '19900008890' });
    const { householdId } = must(
      await formHousehold(manager, { village: '演示村', members: [{ personId, relation: 'head' }] }),
    );
    const giftId = await nameless();
    expect(codes(await correctDonor(finance, { giftId, donor: zhang, reason: '持身份证' }))).toEqual([
      'GIFT.DONOR_NONE',
    ]);
    must(
      await nameDonor(finance, { giftId, donor: { ...zhang, phone: '19900007778' }, reason: '持银行回单' }),
    );
    must(await tieGiftToHousehold(finance, { giftId, householdId, declared: 'none' }));
    expect(await findHouseholdOfGift(auditor, { giftId })).toMatchObject({ status: 'tied' });
    const name = '受助人丁';
    expect(
      must(await correctDonor(finance, { giftId, donor: { kind: 'person', name }, reason: '持身份证' })),
    ).toEqual({ giftId, waits: 1, found: 0 });
    expect(await findHouseholdOfGift(auditor, { giftId })).toMatchObject({
      status: 'review',
      doubts: ['same-name'],
    });
  });

  it('is compared with the household to which the gift is tied at the same moment', async () => {
    const phone = '19900008889';
    const personId = await aPerson(manager, { name: '受助人丙', phone });
    const { householdId } = must(
      await formHousehold(manager, { village: '演示村', members: [{ personId, relation: 'head' }] }),
    );
    const giftId = await nameless();
    const waiting = async (many: number) => {
      for (;;) {
        const [row] = await sql<{ n: number }[]>`select count(distinct pid)::integer as n
          from pg_locks join pg_stat_activity using (pid)
          where datname = current_database() and not granted`;
        if (row?.n === many) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    // Both have begun before either of them may go on: first who gave it, then the household.
    const { named, tied } = await sql.begin(async (tx) => {
      await tx`select 1 from gifts where id = ${giftId} for update`;
      const donor = { ...zhang, phone };
      const started = { named: nameDonor(finance, { giftId, donor, reason: '持银行回单' }) };
      await waiting(1);
      const both = {
        ...started,
        tied: tieGiftToHousehold(finance, { giftId, householdId, declared: 'none' }),
      };
      await waiting(2);
      return { named: () => both.named, tied: () => both.tied };
    });
    must(await named());
    expect(codes(await tied())).toEqual(['GIFT.INTERESTED_SAME_PHONE']);
    expect(await findHouseholdOfGift(auditor, { giftId })).toBeUndefined();
  });
});

describe('a giver who is named in public', () => {
  const named = async (name: string) =>
    must(await cash({ anonymous: false, donor: { kind: 'person', name } })).giftId;
  const shown = async () => plain(await disclose(anybody, {}));

  it('is not any more once they say so, at once and for good', async () => {
    const giftId = await named('演示公开甲');
    expect(await shown()).toContain('演示公开甲');
    const own = await giver(giftId);
    for (const stranger of [{ ...donor, donorId: randomUUID() }, donor])
      expect(codes(await unnameGiver(stranger, { giftId, reason: '改主意' }))).toEqual(['GIFT.UNKNOWN']);
    expect(await shown()).toContain('演示公开甲');
    must(await unnameGiver(own, { giftId }));
    expect(await shown()).not.toContain('演示公开甲');
    expect(await findOwnGift(own, { giftId })).toMatchObject({ anonymous: true, donorName: '演示公开甲' });
    expect(codes(await unnameGiver(own, { giftId }))).toEqual(['GIFT.NOT_NAMED']);
    await expect(sql`update gifts set anonymous = false where id = ${giftId}`).rejects.toThrow(
      'a giver who is not named in public stays so',
    );
  });

  it('is not any more when finance or the lead says so with a reason, which is in the audit trail', async () => {
    for (const [actor, name] of [
      [finance, '演示公开乙'],
      [lead, '演示公开丙'],
    ] as const) {
      const giftId = await named(name);
      expect(codes(await unnameGiver(actor, { giftId }))).toEqual(['GIFT.REASON_MISSING']);
      must(await unnameGiver(actor, { giftId, reason: '本人来电要求' }));
      expect(await shown()).not.toContain(name);
      expect(codes(await unnameGiver(actor, { giftId }))).toEqual(['GIFT.NOT_NAMED', 'GIFT.REASON_MISSING']);
      const [event] = await sql`select actor_name, reason from audit_events
        where kind = 'gifts.giver-unnamed' and subject_id = ${giftId}`;
      expect(event).toEqual({ actor_name: actor.name, reason: '本人来电要求' });
    }
    for (const actor of [manager, auditor])
      expect(codes(await unnameGiver(actor, { giftId: randomUUID(), reason: '本人来电' }))).toEqual([
        'ACCESS.NOT_PERMITTED',
      ]);
  });

  it('is never named of a promise whose goods come later', async () => {
    const items = [{ name: '演示毛毯', unit: '床', quantity: 1 }];
    const said = { purpose: 'care-beds', anonymous: false, items } as const;
    const { giftId } = must(
      await pledgeGoods(finance, { ...said, donor: { kind: 'person', name: '演示公开丁' } }),
    );
    must(await unnameGiver(await giver(giftId), { giftId }));
    const itemId = (await findGift(finance, { giftId }))?.items[0]?.id ?? '';
    must(await receiveGoods(manager, { giftId, receivedOn: today, items: [{ itemId, received: 1 }] }));
    must(await inspectGoods(manager, { giftId, items: [{ itemId, accepted: 1 }] }));
    expect(await shown()).toContain('演示毛毯');
    expect(await shown()).not.toContain('演示公开丁');
  });
});

describe('a form of cash', () => {
  it('is one gift however often and at once it is sent, and another gift is not taken for it', async () => {
    const form = { giftId: newId(), donor: { kind: 'person', name: '演示 两次' } } as const;
    const sent = await Promise.all(Array.from({ length: 6 }, () => cash(form)));
    sent.push(await cash(form));
    expect(new Set(sent.map((one) => must(one).giftId))).toEqual(new Set([form.giftId]));
    const [first] = sent.map(must);
    expect(
      await sql`select receipt from (select count(*)::int as receipt from outbox
      where job = 'receipts.issue-receipt' and payload ->> 'giftId' = ${form.giftId}) o`,
    ).toEqual([{ receipt: 1 }]);
    for (const other of [
      { amountFen: '99.00' },
      { donor: { kind: 'person', name: '演示乙' } as const },
      { anonymous: false },
      { receivedOn: addDays(today, -1) },
    ]) {
      const refused = await cash({ ...form, ...other });
      expect(refused.ok ? [] : refused.refusals).toMatchObject([
        { code: 'GIFT.FORM_USED', params: { reference: first?.reference } },
      ]);
    }
    expect(must(await cash({ ...form, giftId: newId() })).giftId).not.toBe(form.giftId);
  });
});

describe('giving every month', () => {
  const at = (day: string) => ({ at: new Date(`${day}T02:00:00Z`) });
  const system = systemActor(here.id, 'donations.remind-monthly', 'test');

  it('reminds once a month with a gift to pay, takes nothing, and stops by its link', async () => {
    const { giftId } = must(await cash({ donor: { kind: 'person', name: '每月甲', phone: '19900006666' } }));
    const userId = randomUUID();
    await sql`insert into users (tenant_id, id, user_name, display_name, email)
      values (${here.id}, ${userId}, 'monthly', '每月甲', 'monthly@demo.invalid')`;
    const own = { ...(await giver(giftId)), userId };
    const start = { ...own, ...at('2026-03-05') };
    const said = { purpose: 'general', anonymous: true, amountFen: '20.00', day: 10 } as const;
    expect(codes(await startMonthlyGift(start, { ...said, day: 31, amountFen: '0' }))).toEqual([
      'MONTHLY.DAY_FORM',
      'GIFT.AMOUNT_FORM',
    ]);
    const starts = await Promise.all(Array.from({ length: 4 }, () => startMonthlyGift(start, said)));
    expect(starts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(starts.flatMap(codes))).toEqual(new Set(['MONTHLY.TWICE']));
    const [monthly] = await listOwnMonthlyGifts(own, {});
    const monthlyId = monthly?.id ?? '';

    const published = async (month: string) =>
      Number(
        (
          await sql`select count(*) as n from outbox where job = 'donations.remind-monthly-gift' and payload ->> 'monthlyId' = ${monthlyId} and payload ->> 'month' = ${month}`
        )[0]?.n,
      );
    must(await remindMonthlyGifts({ ...system, ...at('2026-03-09') }, { period: '2026-03-09' }));
    expect(await published('2026-03')).toBe(0);
    for (const period of ['2026-03-10', 'again'])
      must(await remindMonthlyGifts({ ...system, ...at('2026-03-10') }, { period }));
    expect(await published('2026-03')).toBe(1);

    const remind = (month: string, day: string) =>
      remindMonthlyGift({ ...system, ...at(day) }, { monthlyId, month });
    for (const one of await Promise.all(Array.from({ length: 5 }, () => remind('2026-03', '2026-03-10'))))
      must(one);
    const gifts = () => sql<
      { status: string; pledged_fen: bigint }[]
    >`select g.status, g.pledged_fen from gifts g
      join monthly_gift_months m on m.gift_id = g.id where m.monthly_id = ${monthlyId} group by g.id, g.status, g.pledged_fen`;
    const told = async () => (await sql`select 1 from notices where kind = 'monthly-gift'`).length;
    expect(await gifts()).toEqual([{ status: 'pledged', pledged_fen: 2_000n }]);
    expect(await told()).toBe(1);
    // What was not paid is asked for again, and nothing piles up.
    must(await remind('2026-04', '2026-04-10'));
    expect(await gifts()).toHaveLength(1);
    expect(await told()).toBe(2);

    const link = monthly?.link ?? '';
    const found = await findMonthlyByLink({ link, requestId: 'test' });
    expect(found?.monthly).toMatchObject({ status: 'active', amountFen: 2_000n });
    expect(found?.monthly.waiting?.reference).toMatch(/^G\d{10}$/);
    expect(plain(found?.monthly)).not.toContain('每月甲');
    expect(await findMonthlyByLink({ link: randomUUID(), requestId: 'test' })).toBeUndefined();
    expect(codes(await stopMonthlyGift({ ...donor, donorId: randomUUID() }, { monthlyId }))).toEqual([
      'MONTHLY.UNKNOWN',
    ]);
    for (let times = 0; times < 2; times++) must((await found?.stop()) as never);
    must(await remind('2026-05', '2026-05-10'));
    expect(await told()).toBe(2);
    expect((await listOwnMonthlyGifts(own, {}))[0]?.status).toBe('stopped');
    const kinds = await sql<
      { kind: string }[]
    >`select kind from audit_events where subject_id = ${monthlyId} order by id`;
    expect(kinds.map(({ kind }) => kind)).toEqual(['gifts.monthly-started', 'gifts.monthly-stopped']);
  });

  it('waits while its receiver may not receive, and is reminded of once when it may again', async () => {
    const { organisationId } = must(
      await registerOrganisation(admin, { kind: 'receiving_entity', name: '演示每月基金会' }),
    );
    const right = { organisationId, kind: 'charity' } as const;
    must(
      await admitEntity(finance, {
        ...right,
        number: '演示慈证字每月',
        validFrom: '2024-01-01',
        validUntil: '2026-07-10',
        accountHolder: '演示每月基金会',
        accountBank: '演示银行博山支行',
        accountNumber: '6200000000000055',
        receiptPrefix: 'MYA',
        handler: '演示经办人',
      }),
    );
    const { giftId } = must(
      await cash({
        entityId: organisationId,
        receivedOn: '2026-06-01',
        donor: { kind: 'person', name: '每月乙', phone: '19900006667' },
      }),
    );
    const userId = randomUUID();
    await sql`insert into users (tenant_id, id, user_name, display_name, email)
      values (${here.id}, ${userId}, 'monthly-b', '每月乙', 'monthly-b@demo.invalid')`;
    const own = { ...(await giver(giftId)), userId, ...at('2026-07-01') };
    const said = { purpose: 'general', anonymous: true, amountFen: '20.00', day: 10 } as const;
    const { monthlyId } = must(await startMonthlyGift(own, { ...said, entityId: organisationId }));

    const run = async (day: string) => {
      const before = await keys();
      must(await remindMonthlyGifts({ ...system, ...at(day) }, { period: `waits ${day}` }));
      return (await keys()).filter((key) => !before.includes(key));
    };
    const keys = async () =>
      (
        await sql<{ job_key: string }[]>`select job_key from outbox
          where job = 'donations.remind-monthly-gift' and payload ->> 'monthlyId' = ${monthlyId}`
      ).map(({ job_key }) => job_key);
    const perform = (day: string) =>
      remindMonthlyGift({ ...system, ...at(day) }, { monthlyId, month: '2026-07' });
    const told = async () =>
      (await sql`select 1 from notices where kind = 'monthly-gift' and subject_id = ${monthlyLink}`).length;
    const [{ link: monthlyLink = '' } = {}] = await listOwnMonthlyGifts(own, {});
    // On the last day of the right the job is published; when it is done the right has ended.
    expect(await run('2026-07-10')).toHaveLength(1);
    must(await perform('2026-07-11'));
    expect(await told()).toBe(0);
    expect(await run('2026-07-12')).toEqual([]);
    expect((await listOwnMonthlyGifts(own, {}))[0]?.nextMonth).toBe('2026-07');

    must(await qualifyEntity(finance, { ...right, number: '演示续期', validFrom: '2026-07-15' }));
    expect(await run('2026-07-15')).toHaveLength(1);
    for (const one of await Promise.all(['2026-07-15', '2026-07-15', '2026-07-16'].map(perform))) must(one);
    expect(await told()).toBe(1);
    expect(await run('2026-07-17')).toEqual([]);
  });
});
