import { DownOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { showKeys } from '../commands/keys.ts';
import { type Action, isMac } from './actions.tsx';
import { isOffered, usePerson } from './person.tsx';
import { SUBJECT_GROUPS, type SubjectGroup, type SubjectLink } from './subjects.tsx';
import { useTexts } from './texts.ts';

/** How the navigation stands: folded to its icons, and which groups are closed. */
export interface NavigationShape {
  folded: boolean;
  closed: ReadonlySet<string>;
  toggle(group: string): void;
}

/** Left navigation by subject, in groups that can be closed; folded, the icon with its word as a hint. */
export function Navigation({ shape, fold }: { shape: NavigationShape; fold: Action }) {
  const { t } = useTexts();
  const person = usePerson();
  const nav = useRef<HTMLElement>(null);
  useCurrentInSight(nav);
  const groups = SUBJECT_GROUPS.map(group => ({
    ...group,
    links: group.links.filter(({ path }) => isOffered(path, person)),
  })).filter(({ links }) => links.length > 0);
  return (
    <nav ref={nav} className="nav" aria-label={t('shell.nav')}>
      <div className="nav-groups">
        {groups.map(group => (
          <Group key={group.id} group={group} shape={shape} />
        ))}
      </div>
      <button
        type="button"
        className="nav-link nav-fold"
        title={`${t(fold.title)}  ${showKeys(fold.keys!, isMac).join(' ')}`}
        onClick={() => void fold.run()}
        aria-expanded={!shape.folded}
      >
        {fold.icon}
        <span className="nav-word">{t(fold.title)}</span>
      </button>
    </nav>
  );
}

/** The link of the screen that is shown is in sight, however one came there. */
function useCurrentInSight(nav: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen is another link
  useEffect(() => {
    nav.current?.querySelector('.nav-link.active')?.scrollIntoView({ block: 'nearest' });
  }, [nav, pathname]);
}

function Group({ group: { id, title, links }, shape }: { group: SubjectGroup; shape: NavigationShape }) {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const isClosed = title !== null && shape.closed.has(id);
  // Where the user is stays in sight.
  const shown = isClosed && !shape.folded ? links.filter(({ path }) => isAt(path, pathname)) : links;
  return (
    <section className="nav-group">
      {title === null || shape.folded ? null : (
        <button
          type="button"
          className="nav-heading"
          aria-expanded={!isClosed}
          onClick={() => shape.toggle(id)}
        >
          {t(title)}
          <DownOutlined aria-hidden className="nav-heading-arrow" />
        </button>
      )}
      {shown.length > 0 ? (
        <ul>
          {shown.map(link => (
            <li key={link.path}>
              <Link link={link} folded={shape.folded} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Link({ link: { path, title, icon }, folded }: { link: SubjectLink; folded: boolean }) {
  const { t } = useTexts();
  return (
    <NavLink to={path} end={path === '/'} className="nav-link" title={folded ? t(title) : undefined}>
      {icon}
      <span className="nav-word">{t(title)}</span>
    </NavLink>
  );
}

function isAt(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}
