import { redirect } from '@remix-run/node';
import { findOpenAppeal } from '~/domain/donations/appeals';
import type { Actor } from '~/domain/kernel/actor';
import { notFound } from '~/routes/authorised.server';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The running appeal that the address of a giving page names, with what of its needs is still open; undefined without one. Whoever
 * comes for one that takes no gifts is led to its page, which says so, and does not give for something else unawares; of one that
 * is not there the answer is 404.
 */
export async function appealOf(actor: Actor, url: URL) {
  const appealId = url.searchParams.get('appeal') ?? '';
  if (appealId === '') return undefined;
  const appeal = UUID.test(appealId) ? await findOpenAppeal(actor, { appealId }) : undefined;
  if (!appeal) throw notFound();
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
