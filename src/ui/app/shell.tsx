import {
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  QuestionCircleOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { KeyList } from '../commands/key-list.tsx';
import { Palette } from '../commands/palette.tsx';
import { useAction, useActionKeys } from './actions.tsx';
import { ConnectionBanner } from './banner.tsx';
import { desk } from './client.ts';
import { JobTray } from './job-tray.tsx';
import { Navigation, type NavigationShape } from './navigation.tsx';
import { GoActions, useShellActions } from './shell-actions.tsx';
import { useTexts } from './texts.ts';
import { TopBar } from './top-bar.tsx';

/** The frame around every screen: top bar, navigation by subject, job tray, palette. */
export function Shell({ children }: { children: ReactNode }) {
  const { fold: setFolded, ...shape } = useNavigationShape();
  const [open, setOpen] = useState<'palette' | 'keys' | 'jobs' | null>(null);
  const close = () => setOpen(null);
  const main = useRef<HTMLElement>(null);
  const { t } = useTexts();
  useActionKeys();
  useFilesStayOut();
  const go = useNavigate();
  const actions = useShellActions();
  const palette = useAction({
    id: 'shell.palette',
    title: 'shell.palette.open',
    group: 'shell.group.frame',
    keys: 'mod+k',
    run: () => setOpen('palette'),
  });
  useAction({
    id: 'shell.keys',
    title: 'shell.keys.open',
    group: 'shell.group.frame',
    keys: '?',
    icon: <QuestionCircleOutlined aria-hidden />,
    run: () => setOpen('keys'),
  });
  const jobs = useAction({
    id: 'shell.jobs',
    title: 'shell.jobs.open',
    group: 'shell.group.frame',
    keys: 'g j',
    icon: <UnorderedListOutlined aria-hidden />,
    run: () => setOpen(now => (now === 'jobs' ? null : 'jobs')),
  });
  const fold = useAction({
    id: 'shell.fold',
    title: shape.folded ? 'shell.nav.unfold' : 'shell.nav.fold',
    group: 'shell.group.frame',
    keys: 'mod+b',
    icon: shape.folded ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />,
    run: () => setFolded(!shape.folded),
  });
  return (
    <div className="shell" data-collapsed={shape.folded}>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {t('shell.skip')}
      </button>
      <TopBar palette={palette} jobs={jobs} theme={actions.theme} jobsOpen={open === 'jobs'} />
      <Navigation shape={shape} fold={fold} />
      <main ref={main} id="main" className="main" tabIndex={-1}>
        {children}
      </main>
      <ConnectionBanner />
      {open === 'jobs' ? <JobTray close={close} /> : null}
      <Palette open={open === 'palette'} close={close} />
      <KeyList open={open === 'keys'} close={close} />
      <FocusOnTurn main={main} />
      <GoActions go={path => void go(path)} />
    </div>
  );
}

/** After a change of screen the keyboard starts at the screen, as after a page load. */
function FocusOnTurn({ main }: { main: React.RefObject<HTMLElement | null> }) {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
  return null;
}

const NAVIGATION = 'shell:navigation';
const WHOLE = 'navigation';
const WIDTH_PX = 184;

/** How the navigation stands: a layout like a grid's, so it is remembered in the same place. */
function useNavigationShape(): NavigationShape & { fold(folded: boolean): void } {
  const queries = useQueryClient();
  const queryKey = ['settings', 'layout', NAVIGATION];
  const { data } = useQuery({
    queryKey,
    queryFn: () => desk.settings.layout({ grid: NAVIGATION }),
    staleTime: Infinity,
  });
  const hidden = new Set(data?.columns.filter(column => column.hidden).map(({ key }) => key));
  const change = (key: string, isHidden: boolean) => {
    if (isHidden) hidden.add(key);
    else hidden.delete(key);
    const layout = { columns: [...hidden].map(each => ({ key: each, width: WIDTH_PX, hidden: true })) };
    queries.setQueryData(queryKey, layout);
    void desk.settings.setLayout({ grid: NAVIGATION, layout }).catch(() => {
      // The shape is a comfort of this page; it need not be remembered to be done.
    });
  };
  return {
    folded: hidden.has(WHOLE),
    closed: hidden,
    fold: folded => change(WHOLE, folded),
    toggle: group => change(group, !hidden.has(group)),
  };
}

/** A file dropped beside a drop zone must not replace the page. */
function useFilesStayOut(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (!(event.target as Element).closest('.drop-zone')) event.dataTransfer.dropEffect = 'none';
    };
    document.addEventListener('dragover', refuse);
    document.addEventListener('drop', refuse);
    return () => {
      document.removeEventListener('dragover', refuse);
      document.removeEventListener('drop', refuse);
    };
  }, []);
}
