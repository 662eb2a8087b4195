import { theme as antdTheme, type ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';
import type { Settings } from '../../domain/settings.ts';
import { DARK, DENSITIES, LIGHT } from './palette.ts';

export const FONT =
  "'Inter', -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif";

const darkQuery = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)');

function subscribeSystem(listener: () => void): () => void {
  darkQuery?.addEventListener('change', listener);
  return () => darkQuery?.removeEventListener('change', listener);
}

/** Whether the page is dark now; follows the system where the user left it to the system. */
export function useDark(theme: Settings['theme']): boolean {
  const system = useSyncExternalStore(subscribeSystem, () => darkQuery?.matches ?? false);
  return theme === 'system' ? system : theme === 'dark';
}

/** Puts palette and density on the page as `--desk-…` for style sheets and for the grid. */
export function paint(dark: boolean, density: Settings['density']): void {
  const root = document.documentElement;
  for (const [name, colour] of Object.entries(dark ? DARK : LIGHT))
    root.style.setProperty(`--desk-${name}`, colour);
  for (const [name, height_px] of Object.entries(DENSITIES[density])) {
    root.style.setProperty(`--desk-${name}`, `${height_px}px`);
  }
  root.style.setProperty('--desk-font', FONT);
  root.style.colorScheme = dark ? 'dark' : 'light';
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = density;
}

/** The same colours as the component library wants them. */
export function antdThemeOf(dark: boolean, density: Settings['density']): ThemeConfig {
  const p = dark ? DARK : LIGHT;
  return {
    algorithm: dark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      fontFamily: FONT,
      fontSize: 13,
      fontSizeHeading1: 18,
      borderRadius: 4,
      controlHeight: DENSITIES[density].control,
      controlHeightSM: 24,
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.15s',
      wireframe: false,
      colorPrimary: p.accent,
      colorLink: p.accent,
      colorError: p.danger,
      colorWarning: p.warning,
      colorSuccess: p.success,
      colorInfo: p.info,
      colorTextBase: p.text,
      colorBgBase: p.surface,
      colorText: p.text,
      colorTextSecondary: p['text-2'],
      colorTextTertiary: p['text-3'],
      colorTextDescription: p['text-2'],
      colorTextPlaceholder: p['text-3'],
      colorBorder: p.line,
      colorBorderSecondary: p.line,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      colorBgLayout: p.bg,
    },
    components: {
      Button: {
        colorPrimary: p.accent,
        colorTextLightSolid: p['on-accent'],
        primaryShadow: 'none',
        defaultShadow: 'none',
        borderColorDisabled: p.line,
        colorLink: p.accent,
      },
      Segmented: { itemSelectedBg: dark ? p.line : p.raised, trackBg: p.hover, itemColor: p['text-2'] },
      Tooltip: { colorBgSpotlight: dark ? '#3a424c' : '#2a3038', colorTextLightSolid: '#ffffff' },
      Skeleton: { gradientFromColor: p.hover, gradientToColor: p.line },
    },
  };
}
