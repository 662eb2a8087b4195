import type { MenuItemConstructorOptions } from 'electron';
import type { Text } from './texts.ts';

const LINE = { type: 'separator' } as const;

/** The application menu: only what the system expects; the product's own acts are in the page. */
export function menuTemplate(
  text: Text,
  { mac, developer }: { mac: boolean; developer: boolean },
): MenuItemConstructorOptions[] {
  const item = (
    role: NonNullable<MenuItemConstructorOptions['role']>,
    key: string,
  ): MenuItemConstructorOptions => ({
    role,
    label: text(`desktop.${key}`),
  });
  const program = [
    item('about', 'about'),
    LINE,
    item('hide', 'hide'),
    item('hideOthers', 'hide_others'),
    LINE,
    item('quit', 'quit'),
  ];
  const edit = [
    item('undo', 'undo'),
    item('redo', 'redo'),
    LINE,
    item('cut', 'cut'),
    item('copy', 'copy'),
    item('paste', 'paste'),
    item('selectAll', 'select_all'),
  ];
  const view = [
    item('resetZoom', 'zoom_reset'),
    item('zoomIn', 'zoom_in'),
    item('zoomOut', 'zoom_out'),
    LINE,
    item('togglefullscreen', 'full_screen'),
    ...(developer ? [LINE, item('reload', 'reload'), item('toggleDevTools', 'developer')] : []),
  ];
  const window = [item('minimize', 'minimize'), item('close', 'close')];
  const menu = (key: string, submenu: MenuItemConstructorOptions[]) => ({
    label: text(`desktop.${key}`),
    submenu,
  });
  return [
    mac ? menu('name', program) : menu('file', [item('about', 'about'), LINE, item('quit', 'quit')]),
    menu('edit', edit),
    menu('view', view),
    menu('window', window),
  ];
}
