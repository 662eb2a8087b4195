import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';

/** What a screen is called: a text code with the values of its slots. */
export interface ScreenTitle {
  code: string;
  params?: Record<string, string>;
}

/** A screen that the way led through: where it stands with all that its address says, and its title. */
export interface Crumb {
  to: string;
  title: ScreenTitle;
}

/** The crumbs that an address carries, the first screen first. */
export function crumbsIn(state: unknown): Crumb[] {
  const trail = (state as { trail?: unknown } | null)?.trail;
  return Array.isArray(trail) ? (trail as Crumb[]) : [];
}

/** A long way is cut at its beginning. */
const CRUMBS_MOST = 6;

/** The way here, and how to go on from `title` so that the way back leads to the same place. */
export function useTrail(title: ScreenTitle) {
  const { pathname, search, state } = useLocation();
  const go = useNavigate();
  const crumbs = crumbsIn(state);
  const newest = useRef(title);
  newest.current = title;
  const open = useCallback(
    (path: string) => {
      const trail = [...crumbsIn(state), { to: `${pathname}${search}`, title: newest.current }].slice(
        -CRUMBS_MOST,
      );
      void go(path, { state: { trail } });
    },
    [go, pathname, search, state],
  );
  return { crumbs, open };
}

/** The way back: the screens passed, the last one also on Esc. `home` stands where none was passed. */
export function Trail({ crumbs, home }: { crumbs: readonly Crumb[]; home: Crumb }) {
  const { t } = useTexts();
  const go = useNavigate();
  const way = crumbs.length > 0 ? crumbs : [home];
  const backTo = (at: number) => void go(way[at]!.to, { state: { trail: way.slice(0, at) } });
  useBack('trail.back', 'screens.accounts.back', () => backTo(way.length - 1));
  return (
    <nav className="trail" aria-label={t('screens.accounts.trail')}>
      <Button
        type="text"
        icon={<ArrowLeftOutlined aria-hidden />}
        aria-label={t('screens.accounts.back')}
        title={`${t('screens.accounts.back')}  Esc`}
        onClick={() => backTo(way.length - 1)}
      />
      {way.map(({ to, title }, at) => (
        <span key={`${title.code} ${to}`} className="trail-step">
          <button type="button" className="line-link" onClick={() => backTo(at)}>
            {t(title.code, title.params)}
          </button>
          <span aria-hidden>/</span>
        </span>
      ))}
    </nav>
  );
}
