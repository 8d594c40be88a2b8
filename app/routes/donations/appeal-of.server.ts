import { redirect } from '@remix-run/node';
import { findOpenAppeal } from '~/domain/donations/appeals';
import type { Actor } from '~/domain/kernel/actor';

/**
 * The running appeal that the address of a giving page names, with what of its needs is still open; undefined without one. Whoever
 * comes for one that takes no gifts is led to its page, which says so, and does not give for something else unawares.
 */
export async function appealOf(actor: Actor, url: URL) {
  const appealId = url.searchParams.get('appeal') ?? '';
  if (!/^[0-9a-f-]{36}$/.test(appealId)) return undefined;
  const appeal = await findOpenAppeal(actor, { appealId });
  if (!appeal) return undefined;
  if (!appeal.running) {
    const district = url.searchParams.get('district');
    throw redirect(`/appeals/${appealId}${district ? `?${new URLSearchParams({ district })}` : ''}`);
  }
  const { id, title, titleEn, needs } = appeal;
  const items = needs.flatMap(({ name, spec, unit, quantity, accepted }) =>
    quantity !== null && accepted < quantity
      ? [{ name, spec, unit, quantity: String(quantity - accepted) }]
      : [],
  );
  return { id, title, titleEn, items: items.length > 0 ? items : undefined };
}
