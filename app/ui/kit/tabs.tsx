import { NavLink, useLocation } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/** Pages about the same record, side by side. Each is a page of its own with an address of its own. */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { to: string; label: string; count?: number }[];
}) {
  const bar = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a telephone the bar is wider than the screen: it begins where the reader is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another tab
  useEffect(() => {
    const here = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current && here) bar.current.scrollLeft = here.offsetLeft - bar.current.offsetLeft - 24;
  }, [pathname]);
  return (
    <nav className="tabs" aria-label={label} ref={bar}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <NavLink to={tab.to} end>
              {tab.label}
              {tab.count === undefined ? null : <span className="tab-count">{tab.count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
