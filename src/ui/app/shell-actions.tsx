import {
  DiffOutlined,
  FileSearchOutlined,
  GlobalOutlined,
  HomeOutlined,
  MoonOutlined,
  SettingOutlined,
  SunOutlined,
} from '@ant-design/icons';
import { type Action, useAction } from './actions.tsx';
import { ROUTES } from './routes.ts';
import { useChangeSettings, useSettings } from './settings.ts';
import { useDark } from './theme.ts';

/** The subjects of the navigation, in its order. */
export const SUBJECT_LINKS = [
  { path: ROUTES.start, title: 'shell.nav.start', keys: 'g h', icon: <HomeOutlined aria-hidden /> },
  {
    path: ROUTES.statements,
    title: 'shell.nav.statements',
    keys: 'g s',
    icon: <FileSearchOutlined aria-hidden />,
  },
  { path: ROUTES.compare, title: 'shell.nav.compare', keys: 'g c', icon: <DiffOutlined aria-hidden /> },
  { path: ROUTES.settings, title: 'shell.nav.settings', keys: 'g ,', icon: <SettingOutlined aria-hidden /> },
] as const;

/** Actions that stand on every screen: going to a subject, language, theme. */
export function useShellActions(go: (path: string) => void): { theme: Action } {
  const [start, statements, compare, settings] = SUBJECT_LINKS;
  useGoAction(start, go);
  useGoAction(statements, go);
  useGoAction(compare, go);
  useGoAction(settings, go);

  const change = useChangeSettings();
  const { language, theme } = useSettings();
  const dark = useDark(theme);
  useAction({
    id: 'shell.language',
    title: 'shell.language.switch',
    group: 'shell.group.frame',
    icon: <GlobalOutlined aria-hidden />,
    run: () => change({ language: language === 'zh' ? 'en' : 'zh' }),
  });
  return {
    theme: useAction({
      id: 'shell.theme',
      title: dark ? 'shell.theme.to_light' : 'shell.theme.to_dark',
      group: 'shell.group.frame',
      icon: dark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />,
      run: () => change({ theme: dark ? 'light' : 'dark' }),
    }),
  };
}

function useGoAction(link: (typeof SUBJECT_LINKS)[number], go: (path: string) => void): void {
  const { path, title, keys, icon } = link;
  useAction({ id: `shell.go:${path}`, title, group: 'shell.group.go', keys, icon, run: () => go(path) });
}
