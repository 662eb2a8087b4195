import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { ImportDone } from '../../../contract/imports.ts';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';

/** Says what taking an import back does, and does it; why it cannot be done stands here too. */
export function UndoPanel(props: { plan: ImportDone; batch: number; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const key = useRef(newKey());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { plan, batch } = props;
  const undo = async () => {
    setBusy(true);
    setError(null);
    try {
      const { batch: red, transfers } = await desk.imports.undo({ key: key.current, batch });
      notify.success('screens.imports.undo_done', { batch: red, transfers: showCount(transfers) });
      props.close();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="imports-confirm" aria-label={t('screens.imports.undo')}>
      <p>{t('screens.imports.undo_text', { file: plan.name, batch })}</p>
      <p>{t('screens.imports.undo_after')}</p>
      {error ? (
        <p className="imports-stopped" role="alert">
          {refusal(error)}
        </p>
      ) : null}
      <div className="imports-confirm-acts">
        <Button danger loading={busy} onClick={() => void undo()}>
          {t('screens.imports.undo_do', { batch })}
        </Button>
        <Button onClick={props.close} autoFocus>
          {t('screens.imports.undo_not')}
        </Button>
      </div>
    </section>
  );
}
