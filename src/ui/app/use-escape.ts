import { useEffect, useRef } from 'react';

/** What has Esc to itself while it is open. */
const OPEN_OVER_PAGE =
  '.ant-dropdown, .ant-select-dropdown, .ant-popover, [aria-modal="true"], [role="dialog"]';

/** Esc closes what stands beside the page before it leads back; in a field it first leaves the field. Null: nothing. */
export function useEscape(close: (() => void) | null): void {
  const newest = useRef(close);
  newest.current = close;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || !newest.current) return;
      if ([...document.querySelectorAll(OPEN_OVER_PAGE)].some(element => element.checkVisibility())) return;
      event.preventDefault();
      const field = document.activeElement;
      if (field instanceof HTMLElement && field.matches('input:not([type=checkbox], [type=radio]), textarea'))
        field.blur();
      else newest.current();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
}
