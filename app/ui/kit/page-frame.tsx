import { Form, Link, NavLink, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { Icon, type IconName } from './icon';
import { LanguageSwitch } from './language-switch';
import { DemoData } from './status';

export interface NavigationLink {
  readonly to: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Things that wait there; shown when above zero. */
  readonly count?: number;
}

export interface NavigationGroup {
  readonly title?: string;
  readonly links: readonly NavigationLink[];
}

export interface FrameViewer {
  readonly id?: string;
  readonly name: string;
  /** Role or position, in words. */
  readonly role?: string;
}

interface FrameProps {
  /** Whose data this is: the district or the centre. */
  readonly tenant?: string;
  /** Whose it is and of which day, above the first sheet when a page is printed. */
  readonly printed?: string;
  readonly demo?: boolean;
  readonly viewer?: FrameViewer | null;
  /** Where the signed-in person's own account is, if there is such a page. */
  readonly account?: string;
  readonly navigation?: readonly NavigationGroup[];
  /** `side` for desks; `bar` for at most five links, which lie under the thumb on a telephone. */
  readonly layout?: 'side' | 'bar';
  readonly children: ReactNode;
}

/** Everything around a page: product, tenant, who is signed in, language, sign-out and the way to the other pages. */
export function PageFrame({
  tenant,
  printed,
  demo,
  viewer,
  account,
  navigation = [],
  layout = 'side',
  children,
}: FrameProps) {
  const some = navigation.some((group) => group.links.length > 0);
  return (
    <div className={some ? `frame frame-${layout}` : 'frame'}>
      <header className="frame-head">
        <a className="frame-product" href="/">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          {m.kit_product()}
        </a>
        {tenant ? <span className="quiet">{tenant}</span> : null}
        {demo ? <DemoData /> : null}
        <div className="frame-viewer">
          {viewer ? <Viewer viewer={viewer} account={account} /> : null}
          <LanguageSwitch />
          {viewer ? <SignOut owner={viewer.id} /> : null}
        </div>
      </header>
      {some ? <Navigation groups={navigation} layout={layout} /> : null}
      <main id="content" className="frame-main" tabIndex={-1} data-printed={printed}>
        {children}
      </main>
    </div>
  );
}

function Viewer({ viewer, account }: { viewer: FrameViewer; account?: string }) {
  const words = (
    <>
      <Icon name="user" />
      {viewer.name}
      {viewer.role ? <span className="quiet">{viewer.role}</span> : null}
    </>
  );
  return account ? (
    <NavLink className="frame-person" to={account}>
      {words}
    </NavLink>
  ) : (
    <span className="frame-person">{words}</span>
  );
}

/** Whether somebody may sign out: drafts of theirs on this device go with the sign-in, so they are asked first. See device-draft. */
function leavesNoDraft(owner: string): boolean {
  try {
    const drafts = Object.keys(localStorage).filter((name) => name.startsWith(`draft/${owner}/`));
    if (drafts.length > 0 && !window.confirm(m.kit_drafts_unsent({ count: drafts.length }))) return false;
    for (const name of drafts) localStorage.removeItem(name);
  } catch {
    // A browser that forbids storage keeps no drafts either.
  }
  return true;
}

function SignOut({ owner }: { owner?: string }) {
  return (
    <Form
      method="post"
      action="/sign-out"
      reloadDocument
      onSubmit={(event) => {
        if (owner && !leavesNoDraft(owner)) event.preventDefault();
      }}
    >
      <button type="submit" className="button button-quiet">
        <Icon name="sign-out" />
        {m.kit_sign_out()}
      </button>
    </Form>
  );
}

/** The one link under which a page stands: the longest that begins its path, so that `/visits/needs` is not also `/visits`. */
function placeOf(pathname: string, links: readonly string[]): string | undefined {
  const above = links.filter((to) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`)));
  return above.sort((a, b) => b.length - a.length)[0];
}

/** Written twice: as a list beside or under the page, and for a narrow screen folded behind one line, which needs no script. */
function Navigation({ groups, layout }: { groups: readonly NavigationGroup[]; layout: 'side' | 'bar' }) {
  const { pathname } = useLocation();
  const here = placeOf(
    pathname,
    groups.flatMap((group) => group.links.map(({ to }) => to)),
  );
  const links = groups.map((group) => (
    <div key={group.title ?? ''}>
      {group.title ? <h2>{group.title}</h2> : null}
      <ul>
        {group.links.map((link) => (
          <li key={link.to}>
            <Link to={link.to} aria-current={link.to === here ? 'page' : undefined}>
              {link.icon ? <Icon name={link.icon} /> : null}
              <span>{link.label}</span>
              {link.count ? <span className="frame-count">{link.count}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
  return (
    <div className="frame-ways">
      {layout === 'side' ? (
        <details className="frame-folded" key={pathname}>
          <summary>
            <Icon name="menu" />
            {m.kit_menu()}
          </summary>
          <nav className="frame-nav" aria-label={m.kit_main_navigation()}>
            {links}
          </nav>
        </details>
      ) : null}
      <nav className="frame-nav frame-open" aria-label={m.kit_main_navigation()}>
        {links}
      </nav>
    </div>
  );
}
