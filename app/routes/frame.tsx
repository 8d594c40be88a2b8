import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData } from '@remix-run/react';
import type { Role } from '~/domain/access/roles';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { roleName } from '~/ui/access/role-name';
import { PageFrame } from '~/ui/kit/page-frame';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { signedIn } from './authorised.server';
import { groupTitle, navigation, navigationGroups } from './navigation';

/** Roles whose whole day fits under a thumb. */
const telephoneRoles: ReadonlySet<Role> = new Set(['volunteer', 'donor', 'family']);

const load = async (args: LoaderFunctionArgs) => {
  const person = await signedIn(args);
  if (!person) return { viewer: null, tenant: null, reach: [] as string[], layout: 'bar' as const };
  const { actor } = person;
  return {
    viewer: { name: actor.name, roles: actor.roles },
    tenant: await getTenant(actor, {}),
    reach: navigation.filter((item) => actor.permissions.has(item.permission)).map((item) => item.to),
    layout: actor.roles.every((role) => telephoneRoles.has(role)) ? ('bar' as const) : ('side' as const),
  };
};

/** Around every page; what it shows depends on who is signed in, if anybody. */
export const loader = Object.assign(load, { permission: 'public' as const });

export default function Frame() {
  const { viewer, tenant, reach, layout } = useLoaderData<typeof loader>();
  const reached = navigation.filter((item) => reach.includes(item.to));
  const home = viewer ? [{ to: '/', label: m.reports_nav_work(), icon: 'home' as const }] : [];
  const groups = [
    { links: home },
    ...navigationGroups
      .map((group) => ({
        title: groupTitle[group](),
        links: reached
          .filter((item) => item.group === group)
          .map(({ to, label, icon }) => ({ to, icon, label: label() })),
      }))
      .filter((group) => group.links.length > 0),
  ];
  // Under the thumb there is one row without headings.
  const row = [{ links: groups.flatMap((group) => group.links) }];
  const name = tenant && (getLocale() === 'en' ? tenant.nameEn : tenant.name);
  return (
    <PageFrame
      tenant={name ?? undefined}
      demo={tenant?.demo}
      viewer={
        viewer && {
          name: viewer.name,
          role: viewer.roles.map((role) => roleName[role]()).join(m.reports_list_mark()),
        }
      }
      account={viewer ? '/account' : undefined}
      navigation={layout === 'bar' ? row : groups}
      layout={layout}
    >
      <Outlet />
    </PageFrame>
  );
}
