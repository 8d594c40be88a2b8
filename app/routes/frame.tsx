import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData } from '@remix-run/react';
import type { Permission } from '~/domain/access/permissions';
import type { Role } from '~/domain/access/roles';
import { dateOf } from '~/domain/kernel/plain-date';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { currentLocale } from '~/platform/i18n/locale.server';
import { roleName } from '~/ui/access/role-name';
import { formatDate } from '~/ui/kit/format';
import { type NavigationGroup, PageFrame } from '~/ui/kit/page-frame';
import { m } from '~/words/generated/messages';
import { signedIn } from './authorised.server';
import { groupTitle, navigation, navigationGroups } from './navigation';

/** Roles whose whole day fits under a thumb. */
const telephoneRoles: ReadonlySet<Role> = new Set(['volunteer', 'donor', 'family']);

/** Where somebody may go, in words. Put together here, so that the words of all nouns stay out of every page's script. */
function groupsFor(permissions: ReadonlySet<Permission>): NavigationGroup[] {
  const reached = navigation.filter((item) => permissions.has(item.permission));
  return [
    { links: [{ to: '/', label: m.reports_nav_work(), icon: 'home' as const }] },
    ...navigationGroups
      .map((group) => ({
        title: groupTitle[group](),
        links: reached
          .filter((item) => item.group === group)
          .map(({ to, label, icon }) => ({ to, icon, label: label() })),
      }))
      .filter((group) => group.links.length > 0),
  ];
}

const load = async (args: LoaderFunctionArgs) => {
  const person = await signedIn(args);
  if (!person)
    return {
      viewer: null,
      tenant: undefined,
      printed: undefined,
      demo: false,
      navigation: [],
      layout: 'bar' as const,
    };
  const { actor } = person;
  const tenant = await getTenant(actor, {});
  const groups = groupsFor(actor.permissions);
  const name = (currentLocale() === 'en' ? tenant?.nameEn : tenant?.name) ?? undefined;
  const byThumb = actor.roles.every((role) => telephoneRoles.has(role));
  return {
    viewer: {
      id: actor.userId ?? undefined,
      name: actor.name,
      role: actor.roles.map((role) => roleName[role]()).join(m.reports_list_mark()),
    },
    tenant: name,
    printed: name && m.kit_printed_for({ name, date: formatDate(dateOf(new Date())) }),
    demo: tenant?.demo ?? false,
    // Under the thumb there is one row without headings.
    navigation: byThumb ? [{ links: groups.flatMap((group) => group.links) }] : groups,
    layout: byThumb ? ('bar' as const) : ('side' as const),
  };
};

/** Around every page; what it shows depends on who is signed in, if anybody. */
export const loader = Object.assign(load, { permission: 'public' as const });

export default function Frame() {
  const { viewer, ...frame } = useLoaderData<typeof loader>();
  return (
    <PageFrame {...frame} viewer={viewer} account={viewer ? '/account' : undefined}>
      <Outlet />
    </PageFrame>
  );
}
