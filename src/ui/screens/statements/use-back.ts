import { useEffect, useRef } from 'react';
import { useAction } from '../../app/actions.tsx';

/** What has Esc to itself while it is open. */
const OPEN_OVER_PAGE =
  '.ant-dropdown, .ant-select-dropdown, .ant-popover, .job-tray, [aria-modal="true"], [role="dialog"]';

/**
 * The way back of a screen: in the palette, and on Esc. In a field Esc first leaves the field, so that nothing typed
 * is lost by one key too many; what lies open over the page closes first.
 */
export function useBack(id: string, title: string, back: () => void): void {
  const newest = useRef(back);
  newest.current = back;
  useAction({ id, title, run: () => newest.current() });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if ([...document.querySelectorAll(OPEN_OVER_PAGE)].some(element => element.checkVisibility())) return;
      event.preventDefault();
      const field = document.activeElement;
      if (field instanceof HTMLElement && field.matches('input:not([type=checkbox]), textarea')) field.blur();
      else newest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
