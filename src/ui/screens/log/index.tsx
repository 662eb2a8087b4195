import '../accounts/accounts.css';
import '../journal/journal.css';
import './log.css';
import { useState } from 'react';
import { InBook } from '../../app/book.tsx';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import { useTrail } from '../accounts/trail.tsx';
import { EntryPanel } from './entry-panel.tsx';

/** 操作日志: every command that changed the book, the last one first, each sealed to the one before. */
export default function LogScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.accounts.log')}>{() => <Log />}</InBook>;
}

function Log() {
  const { t } = useTexts();
  const title = t('screens.accounts.log');
  const { open } = useTrail({ code: 'screens.accounts.log' });
  const [seq, setSeq] = useState<number | null>(null);
  return (
    <Page fill title={title} about={t('screens.accounts.log_about')}>
      <div className="result-main">
        <DeskGrid
          grid="book:log"
          layoutKey="book:log"
          name={title}
          onFocusRow={row => setSeq(Number(row.id))}
        />
        <EntryPanel seq={seq} open={open} />
      </div>
    </Page>
  );
}
