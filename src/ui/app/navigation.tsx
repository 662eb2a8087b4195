import { NavLink } from 'react-router';
import { showKeys } from '../commands/keys.ts';
import { type Action, isMac } from './actions.tsx';
import { isOffered, usePerson } from './person.tsx';
import { SUBJECT_GROUPS } from './shell-actions.tsx';
import { useTexts } from './texts.ts';

/** Left navigation by subject: icon and word; folded, the icon with its word as a hint. */
export function Navigation({ collapsed, fold }: { collapsed: boolean; fold: Action }) {
  const { t } = useTexts();
  const person = usePerson();
  const groups = SUBJECT_GROUPS.map(group => group.filter(({ path }) => isOffered(path, person))).filter(
    group => group.length > 0,
  );
  return (
    <nav className="nav" aria-label={t('shell.nav')}>
      {groups.map(group => (
        <ul key={group[0]!.path} className="nav-group">
          {group.map(({ path, title, icon }) => (
            <li key={path}>
              <NavLink
                to={path}
                end={path === '/'}
                className="nav-link"
                title={collapsed ? t(title) : undefined}
              >
                {icon}
                <span className="nav-word">{t(title)}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      ))}
      <button
        type="button"
        className="nav-link nav-fold"
        title={`${t(fold.title)}  ${showKeys(fold.keys!, isMac).join(' ')}`}
        onClick={() => void fold.run()}
        aria-expanded={!collapsed}
      >
        {fold.icon}
        <span className="nav-word">{t(fold.title)}</span>
      </button>
    </nav>
  );
}
