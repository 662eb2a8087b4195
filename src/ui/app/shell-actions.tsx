import { GlobalOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { type Action, useAction } from './actions.tsx';
import { useChangeSettings, useSettings } from './settings.ts';
import { SUBJECT_GROUPS, type SubjectLink } from './subjects.tsx';
import { useDark } from './theme.ts';

const SUBJECT_LINKS = SUBJECT_GROUPS.flatMap(({ links }) => links);

/** Actions that stand on every screen: language, theme. */
export function useShellActions(): { theme: Action } {
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

/** The way to every subject, by key and from the palette. */
export function GoActions({ go }: { go(path: string): void }) {
  return SUBJECT_LINKS.map(link => <GoAction key={link.path} link={link} go={go} />);
}

function GoAction({ link: { path, title, keys, icon }, go }: { link: SubjectLink; go(path: string): void }) {
  useAction({ id: `shell.go:${path}`, title, group: 'shell.group.go', keys, icon, run: () => go(path) });
  return null;
}
