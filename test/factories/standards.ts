import type { z } from 'zod';
import { must } from '#db/seed/demo/demo';
import type { Actor } from '~/domain/kernel/actor';
import { approveStandard } from '~/domain/standards/approve-standard';
import { proposeStandard } from '~/domain/standards/propose-standard';
import type { standardInput } from '~/domain/standards/standard.forms';

export { demoStandards as standardSet } from '#db/seed/demo/standards';

export type StandardInput = z.input<typeof standardInput>;

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
