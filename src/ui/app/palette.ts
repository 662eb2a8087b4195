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
  compact: { row: 28, header: 28, control: 28 },
} as const;
