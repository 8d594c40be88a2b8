import { monthsBefore } from '~/domain/fees/charge.rules';
import { listClaims, listClaimTotals } from '~/domain/fees/list-claims';
import { type ArrangedPayer, arrangedPayers } from '~/domain/fees/share.rules';
import type { Actor } from '~/domain/kernel/actor';
import { dateOf, monthOf } from '~/domain/kernel/plain-date';

/** Which month and payer a page of claims is for: the last month that is over and the first payer unless it is said. */
export function claimsAsked(url: URL): { month: string; payer: ArrangedPayer } {
  const last = monthsBefore(monthOf(dateOf(new Date())), 1)[0] ?? '';
  const asked = url.searchParams.get('month') ?? '';
  return {
    month: /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : last,
    payer: arrangedPayers.find((payer) => payer === url.searchParams.get('payer')) ?? arrangedPayers[0],
  };
}

/** Every claim of the month on the payer, and their sums. */
export async function allClaims(actor: Actor, asked: { month: string; payer: ArrangedPayer }) {
  const claims: Awaited<ReturnType<typeof listClaims>>['rows'][number][] = [];
  for (let after: string | undefined; ; ) {
    const { rows, next } = await listClaims(actor, { ...asked, after });
    claims.push(...rows);
    if (!next) break;
    after = next;
  }
  const total = (await listClaimTotals(actor, asked)).find(({ payer }) => payer === asked.payer);
  return { claims, total };
}
