import './claims.css';
import { useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import { TicketPanel } from './ticket-panel.tsx';

/** Open tickets, and beside them what the one in focus speaks of. */
export function Tickets({ book, emptyText }: { book: BookState; emptyText: string }) {
  const { t } = useTexts();
  const [ticket, setTicket] = useState<number | null>(null);
  return (
    <div className="result-main">
      <DeskGrid
        grid="book:tickets"
        layoutKey="book:tickets"
        name={t('screens.claims.tickets')}
        unit={t('screens.statements.yuan')}
        emptyText={emptyText}
        onFocusRow={row => setTicket(Number(row.id))}
      />
      <TicketPanel book={book} ticket={ticket} />
    </div>
  );
}
