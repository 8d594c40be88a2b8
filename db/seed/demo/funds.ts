import { findFund, listFunds } from '~/domain/funds/list-funds';
import { approveMovement, proposeSpending, receiveFiscal } from '~/domain/funds/move-money';
import { openFund } from '~/domain/funds/open-fund';
import { approveBudget, proposeBudget } from '~/domain/funds/set-budget';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { type Demo, must } from './demo';

/** Fiscal money for bed subsidies with its budget, and donated money for care beds: spent, and waiting to be approved. */
export async function seedFunds(demo: Demo): Promise<void> {
  const [finance, lead] = [demo.as('finance'), demo.as('lead')];
  if (!demo.main || (await listFunds(finance)).length > 0) return;
  const today = dateOf(new Date());
  const monthAgo = addDays(today, -30);
  const year = Number(monthAgo.slice(0, 4));
  const fiscal = must(
    await openFund(finance, {
      code: 'bed-subsidy',
      name: '床位运营补贴资金（演示数据）',
      nameEn: 'Bed subsidies (demo data)',
      source: 'fiscal',
      restriction: '用于失能特困人员集中照护床位运营补贴',
      document: '演示财社〔2026〕1号',
      payers: ['subsidy', 'public-support'],
    }),
  );
  must(
    await receiveFiscal(finance, {
      fundId: fiscal.fundId,
      amountFen: '200000',
      onDate: monthAgo,
      what: '本年度床位运营补贴（演示数据）',
      document: '演示财社〔2026〕1号',
    }),
  );
  const line = '床位运营补贴';
  const budget = must(
    await proposeBudget(finance, {
      fundId: fiscal.fundId,
      year,
      line,
      amountFen: '180000',
      reason: '年初预算（演示数据）',
    }),
  );
  must(await approveBudget(lead, budget));
  must(
    await proposeSpending(finance, {
      fundId: fiscal.fundId,
      year,
      line,
      amountFen: '12600',
      onDate: today,
      what: '护理床维修（演示数据）',
      document: '演示凭-0102',
    }),
  );
  const donated = must(
    await openFund(finance, {
      code: 'care-beds',
      name: '照护床位捐赠资金（演示数据）',
      nameEn: 'Gifts for care beds (demo data)',
      source: 'donated',
      purpose: 'care-beds',
      restriction: '用于照护床位与护理用品',
      document: '演示募捐方案',
      payers: ['donated-relief'],
    }),
  );
  const spending = {
    fundId: donated.fundId,
    amountFen: '3600',
    onDate: monthAgo,
    what: '购买护理床垫 12 张（演示数据）',
    document: '演示凭-0101',
  };
  const fund = await findFund(finance, { id: donated.fundId });
  if (!fund || fund.leftFen < 360_000n) return;
  const proposed = must(await proposeSpending(finance, spending));
  must(await approveMovement(lead, { proposalId: proposed.movementId }));
}
