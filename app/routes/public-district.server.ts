import { publicActor } from '~/domain/access/public-actor';
import { listDistricts } from '~/domain/donations/list-districts';
import type { Actor } from '~/domain/kernel/actor';
import { notFound, type PublicVisit } from './authorised.server';

/**
 * Whose public page is asked for: the district named in the address, else that of whoever is signed in, else the one
 * this installation was set up for. `others` are those one may turn to.
 */
export async function publicDistrict({
  url,
  viewer,
  context,
}: Pick<PublicVisit, 'url' | 'viewer' | 'context'>) {
  const districts = await listDistricts();
  const wanted = url.searchParams.get('district');
  const district = wanted
    ? districts.find(({ slug }) => slug === wanted)
    : (districts.find(({ id }) => id === viewer?.tenantId) ?? districts[0]);
  if (!district) throw notFound();
  const actor: Actor = publicActor(district.id, context.requestId);
  const shown = ({ slug, name, nameEn }: typeof district) => ({ slug, name, nameEn });
  return {
    actor,
    demo: district.demo,
    district: shown(district),
    others: districts.filter(({ id }) => id !== district.id).map(shown),
  };
}
