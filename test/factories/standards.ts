import type { z } from 'zod';
import { must } from '#db/seed/demo/demo';
import type { Actor } from '~/domain/kernel/actor';
import { approveStandard } from '~/domain/standards/approve-standard';
import { proposeStandard } from '~/domain/standards/propose-standard';
import type { standardInput } from '~/domain/standards/standard.forms';
import { type CareTier, careTiers, registrations, supportModes } from '~/domain/standards/standard.rules';

export type StandardInput = z.input<typeof standardInput>;

const SOURCE = '演示数据：虚构标准，非官方文件';

const dibao = { urban: 90_000n, rural: 70_000n } as const;
/** 1.5 × urban and 1.3 × rural 低保, the least the policy allows. */
const basic = { urban: 135_000n, rural: 91_000n } as const;
const care: Readonly<Record<CareTier, bigint>> = { independent: 20_000n, partial: 60_000n, total: 120_000n };
const market: Readonly<Record<CareTier, bigint>> = {
  independent: 260_000n,
  partial: 340_000n,
  total: 480_000n,
};

/**
 * A whole set of invented amounts from a day on. The floors of the price band become 1,550, 1,950 and 2,550 yuan
 * (urban basic plus care), its ceilings 2,600, 3,400 and 4,800.
 */
export function standardSet(effectiveFrom: string): StandardInput[] {
  const common = { effectiveFrom, source: SOURCE };
  return [
    ...registrations.map((registration) => ({
      kind: 'dibao' as const,
      registration,
      amountFen: dibao[registration],
      ...common,
    })),
    ...registrations.flatMap((registration) =>
      supportModes.map((support) => ({
        kind: 'tekun-basic' as const,
        registration,
        support,
        amountFen: basic[registration],
        ...common,
      })),
    ),
    ...careTiers.map((grade) => ({ kind: 'care-tier' as const, grade, amountFen: care[grade], ...common })),
    ...careTiers.map((grade) => ({
      kind: 'market-reference' as const,
      grade,
      amountFen: market[grade],
      ...common,
    })),
  ];
}

/** Proposes and approves standards, one after the other; gives their ids. */
export async function putInForce(
  { proposer, approver }: { proposer: Actor; approver: Actor },
  inputs: readonly StandardInput[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const input of inputs) {
    const { id } = must(await proposeStandard(proposer, input));
    must(await approveStandard(approver, { standardId: id }));
    ids.push(id);
  }
  return ids;
}
