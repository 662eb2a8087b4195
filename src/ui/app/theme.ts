import { theme as antdTheme, type ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';
import type { Settings } from '../../domain/settings.ts';

/** Every colour of the product: neutrals, one accent, four meanings. Soft ones are grounds behind their own words. */
export interface Palette {
  bg: string;
  surface: string;
  raised: string;
  hover: string;
  line: string;
  text: string;
  'text-2': string;
  'text-3': string;
  accent: string;
  'accent-soft': string;
  'on-accent': string;
  danger: string;
  'danger-soft': string;
  warning: string;
  'warning-soft': string;
  success: string;
  'success-soft': string;
  info: string;
  'info-soft': string;
}

export const LIGHT: Palette = {
  bg: '#f5f6f8',
  surface: '#ffffff',
  raised: '#ffffff',
  hover: '#eef0f4',
  line: '#dfe3e8',
  text: '#1a1e24',
  'text-2': '#4d5661',
  'text-3': '#656e7a',
  accent: '#3449b4',
  'accent-soft': '#e9ecfa',
  'on-accent': '#ffffff',
  danger: '#b3261e',
  'danger-soft': '#fceceb',
  warning: '#8a5200',
  'warning-soft': '#fdf3e1',
  success: '#176b40',
  'success-soft': '#e6f4ec',
  info: '#0f6390',
  'info-soft': '#e5f2f9',
};

export const DARK: Palette = {
  bg: '#13161a',
  surface: '#1a1e23',
  raised: '#22272d',
  hover: '#262c33',
  line: '#343b44',
  text: '#e7eaee',
  'text-2': '#b3bbc5',
  'text-3': '#929ca8',
  accent: '#a3b2ff',
  'accent-soft': '#272e4c',
  'on-accent': '#10142b',
  danger: '#ff938a',
  'danger-soft': '#3c2020',
  warning: '#f0b45a',
  'warning-soft': '#382b14',
  success: '#6cce98',
  'success-soft': '#17321f',
  info: '#7cc3ee',
  'info-soft': '#162d3c',
};

/** Heights in pixels of rows, headers and controls. */
export const DENSITIES = {
  normal: { row: 32, header: 32, control: 30 },
  compact: { row: 28, header: 28, control: 26 },
} as const;

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
      },
      Segmented: { itemSelectedBg: p.raised, trackBg: p.hover, itemColor: p['text-2'] },
      Tooltip: { colorBgSpotlight: dark ? '#3a424c' : '#2a3038', colorTextLightSolid: '#ffffff' },
      Skeleton: { gradientFromColor: p.hover, gradientToColor: p.line },
    },
  };
}
