import { Segmented } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { idIn } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import type { DeskGridHandle, GridShown, ToneOf } from '../../grid/props.ts';
import { useAddress } from '../accounts/use-range.ts';
import { InvoiceSide } from './invoice-side.tsx';
import { INVOICE_TONES, type InvoiceState, REGISTER_VIEWS, registerFilter, registerView } from './words.ts';

const GRID = 'book:invoices';
const HIDDEN = ['kind', 'blue', 'certified'];
const TONES: ToneOf = {
  state: ({ values }) => INVOICE_TONES[values.state as InvoiceState] ?? 'neutral',
};

/** 发票台账: every invoice, issued and received, blue and red; the focused one beside. */
export function RegisterTab() {
  const { t } = useTexts();
  const grid = useRef<DeskGridHandle>(null);
  const { search, change } = useAddress();
  const [focused, setFocused] = useState<number | null>(null);
  // The open invoice stands in the address, so that a link leads to it; the focus takes it along.
  const opened = idIn(search, 'invoice');
  const isOpen = opened !== null;
  const [shown, setShown] = useState<GridShown | null>(null);
  const close = useCallback(() => {
    change({ invoice: null });
    grid.current?.focus();
  }, [change]);
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
          tones={TONES}
          emptyText={t('screens.invoices.register_empty')}
          onShown={setShown}
          onFocusRow={row => {
            // The first row takes the focus by itself when the grid comes: it does not take the place of a linked one.
            if (isOpen && focused !== null) change({ invoice: row.id });
            setFocused(Number(row.id));
          }}
          onOpen={row => change({ invoice: row.id })}
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
      {opened === null ? null : <InvoiceSide invoice={opened} close={close} />}
    </div>
  );
}
