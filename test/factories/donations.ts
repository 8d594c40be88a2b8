import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { must } from '#db/seed/demo/demo';
import type { Guard } from '~/domain/access/public-guard';
import { admitEntity } from '~/domain/donations/admit-entity';
import { newGivingTask } from '~/domain/donations/giving-guard';
import { openPurpose } from '~/domain/donations/open-purpose';
import type { Actor } from '~/domain/kernel/actor';
import { creditCodeCheck } from '~/domain/organisations/credit-code.rules';
import { registerOrganisation } from '~/domain/organisations/register-organisation';

/** An invented unified social credit code of a region that does not exist, with the right check symbol. */
export function inventedCreditCode(number: number): string {
  const first17 = `53000000${String(number).padStart(9, '0')}`;
  return first17 + creditCodeCheck(first17);
}

/** Purposes of the demo: one that is open, one for the centre's beds, and one whose goods may not go to a bed. */
export const purposes = [
  { code: 'general', name: '不指定用途', nameEn: 'Where it is needed most', forBeds: true, forHomes: true },
  {
    code: 'care-beds',
    name: '照护床位与护理用品',
    nameEn: 'Care beds and nursing supplies',
    forBeds: true,
    forHomes: false,
  },
  {
    code: 'home-visits',
    name: '志愿探访与居家帮扶',
    nameEn: 'Volunteer visits and help at home',
    forBeds: false,
    forHomes: true,
  },
] as const;

/** Makes an organisation that may receive gifts, and the purposes. */
export async function admitReceiver(
  { admin, finance }: { admin: Actor; finance: Actor },
  {
    name = '演示慈善总会',
    creditCode = inventedCreditCode(1),
    receiptPrefix = 'YQ',
    handler = '演示经办人',
    validFrom = '2024-01-01',
    validUntil = '2124-01-01' as string | undefined,
  } = {},
): Promise<string> {
  const { organisationId } = must(
    await registerOrganisation(admin, { kind: 'receiving_entity', name, code: creditCode }),
  );
  must(
    await admitEntity(finance, {
      organisationId,
      kind: 'charity',
      number: `演示慈证字${receiptPrefix}`,
      validFrom,
      validUntil,
      accountHolder: name,
      accountBank: '演示银行博山支行',
      accountNumber: '6200 0000 0000 0001',
      receiptPrefix,
      handler,
    }),
  );
  for (const purpose of purposes) must(await openPurpose(finance, purpose));
  return organisationId;
}

/** The smallest file that is a PDF by its first bytes. */
export const pdfBytes = new TextEncoder().encode('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

/** A line of a bank statement as banks export it. */
export const bankRow = (
  row: number,
  {
    amount,
    remark,
    payer = '演示甲',
    number = String(row),
    date = '2026-11-03',
  }: {
    amount: string;
    remark: string;
    payer?: string;
    number?: string;
    date?: string;
  },
) => ({
  row,
  cells: {
    交易日期: date,
    收入金额: amount,
    支出金额: '',
    对方户名: payer,
    摘要: '转账',
    附言: remark,
    流水号: number,
  },
});

/** What a browser with script sends beside a public form for giving: its task, solved. */
export async function solvedGuard(actor: Actor, address = '198.51.100.7'): Promise<Guard> {
  const task = await newGivingTask(actor, {});
  return {
    address,
    task,
    solution: JSON.stringify(await solveChallenge({ challenge: JSON.parse(task), deriveKey })),
  };
}
