import { Button } from 'antd';
import { useState } from 'react';
import { newKey } from '../../app/book.tsx';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { forget, type Recent, useRecents } from './claiming.ts';

/** What was decided just now, each to be taken back with one press. */
export function RecentList(props: {
  book: string;
  side: Recent['side'];
  takeBack(recent: Recent, key: string): Promise<unknown>;
}) {
  const { t } = useTexts();
  const recents = useRecents(props.book, props.side);
  if (recents.length === 0) return null;
  return (
    <section className="claims-recent" aria-labelledby="claims-recent">
      <h2 id="claims-recent">{t(`screens.claims.recent.${props.side}`)}</h2>
      <ul>
        {recents.map(recent => (
          <RecentLine key={recent.batch} recent={recent} takeBack={props.takeBack} />
        ))}
      </ul>
    </section>
  );
}

function RecentLine(props: { recent: Recent; takeBack(recent: Recent, key: string): Promise<unknown> }) {
  const { t } = useTexts();
  const notify = useNotify();
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const { recent } = props;
  const undo = async () => {
    setBusy(true);
    try {
      await props.takeBack(recent, key);
      forget(recent.batch);
      notify.success(`screens.claims.taken_back.${recent.side}`, { amount: showFen(recent.amountFen) });
    } catch (error) {
      notify.refusal(error);
      setBusy(false);
    }
  };
  return (
    <li>
      <span className="claims-recent-sum figures">{showFen(recent.amountFen)}</span>
      <span className="claims-recent-as" title={recent.party}>
        {recent.as.join(t('grid.comma'))}
        {recent.warnings.map(({ code, params }) => (
          <span key={code + JSON.stringify(params)} title={t(code, params)}>
            {' '}
            <Chip tone="warning" word={t('screens.claims.payer')} />
          </span>
        ))}
      </span>
      <Offered needs={['imports/unclaim', 'imports/unidentify', 'imports/unpair']}>
        <Button size="small" loading={busy} onClick={() => void undo()}>
          {t(recent.side === 'transfers' ? 'screens.claims.transfer.take_apart' : 'screens.claims.take_back')}
        </Button>
      </Offered>
    </li>
  );
}
