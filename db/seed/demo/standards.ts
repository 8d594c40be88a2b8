import type { z } from 'zod';
import { dateOf, plainDate } from '~/domain/kernel/plain-date';
import { approveStandard } from '~/domain/standards/approve-standard';
import { listStandards } from '~/domain/standards/list-standards';
import { proposeStandard } from '~/domain/standards/propose-standard';
import { keyOf, standardInput } from '~/domain/standards/standard.forms';
import {
  type CareTier,
  careTiers,
  registrations,
  standardKeyText,
  supportModes,
} from '~/domain/standards/standard.rules';
import { type Demo, must } from './demo';

const SOURCE = '演示数据：虚构金额，非官方标准';

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
 * A whole set of invented amounts, in force from a day on. The floors of the price bands become 1,550, 1,950 and 2,550
 * yuan (urban basic plus care), the ceilings 2,600, 3,400 and 4,800.
 */
export function demoStandards(effectiveFrom: string): z.input<typeof standardInput>[] {
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

/** Since when the demo's standards and fees are in force: before anybody of the demo moved in, and never out of date. */
export const DEMO_IN_FORCE = plainDate(`${Number(dateOf(new Date()).slice(0, 4)) - 1}-01-01`);

/** Invented standards, proposed by finance and approved by the lead. */
export async function seedStandards(demo: Demo): Promise<void> {
  const known = new Set((await listStandards(demo.as('lead'), {})).map(({ key }) => key));
  for (const standard of demoStandards(DEMO_IN_FORCE)) {
    if (known.has(standardKeyText(keyOf(standardInput.parse(standard))))) continue;
    const { id } = must(await proposeStandard(demo.as('finance'), standard));
    must(await approveStandard(demo.as('lead'), { standardId: id }));
  }
}
