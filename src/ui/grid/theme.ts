import { themeQuartz } from 'ag-grid-community';

/** The grid's look from the page's palette and density; one object, because all grids of a page must share it. */
export const gridTheme = themeQuartz.withParams({
  accentColor: 'var(--desk-accent)',
  backgroundColor: 'var(--desk-surface)',
  foregroundColor: 'var(--desk-text)',
  borderColor: 'var(--desk-line)',
  chromeBackgroundColor: 'var(--desk-bg)',
  headerBackgroundColor: 'var(--desk-bg)',
  headerTextColor: 'var(--desk-text-2)',
  headerFontWeight: 500,
  headerFontSize: 13,
  dataFontSize: 13,
  fontSize: 13,
  fontFamily: 'inherit',
  rowHeight: 'var(--desk-row)',
  headerHeight: 32,
  cellHorizontalPadding: 10,
  rowHoverColor: 'var(--desk-hover)',
  rowBorder: '1px solid var(--desk-line)',
  oddRowBackgroundColor: 'transparent',
  columnBorder: false,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  headerColumnResizeHandleColor: 'var(--desk-line)',
  headerColumnResizeHandleHeight: '60%',
});
