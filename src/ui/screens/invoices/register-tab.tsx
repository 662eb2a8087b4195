import { Segmented } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import type { DeskGridHandle, GridShown } from '../../grid/props.ts';
import { useEscape } from '../order/use-escape.ts';
import { InvoiceSide } from './invoice-side.tsx';
import { REGISTER_VIEWS, registerFilter, registerView } from './words.ts';

const GRID = 'book:invoices';
const HIDDEN = ['kind', 'blue', 'certified'];

/** 发票台账: every invoice, issued and received, blue and red; the focused one beside. */
export function RegisterTab() {
  const { t } = useTexts();
  const grid = useRef<DeskGridHandle>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [shown, setShown] = useState<GridShown | null>(null);
  const close = useCallback(() => {
    setIsOpen(false);
    grid.current?.focus();
  }, []);
  useEscape(isOpen ? close : null);
  return (
    <div className="inv">
      <div className="inv-grid">
        <DeskGrid
          ref={grid}
          grid={GRID}
          layoutKey={GRID}
          name={t('invoices.report.title.register')}
          hidden={HIDDEN}
          unit={t('screens.accounts.yuan')}
          emptyText={t('screens.invoices.register_empty')}
          onShown={setShown}
          onFocusRow={row => setFocused(Number(row.id))}
          onOpen={row => {
            setFocused(Number(row.id));
            setIsOpen(true);
          }}
        >
          <Segmented
            size="small"
            aria-label={t('screens.invoices.filter')}
            value={registerView(shown?.query.filter ?? [])}
            onChange={view => grid.current?.show({ query: { filter: registerFilter(view), sort: [] } })}
            options={REGISTER_VIEWS.map(value => ({ value, label: t(`screens.invoices.view.${value}`) }))}
          />
        </DeskGrid>
      </div>
      {isOpen && focused !== null ? <InvoiceSide invoice={focused} close={close} /> : null}
    </div>
  );
}
