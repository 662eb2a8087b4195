import { Button, Input } from 'antd';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { WaitingRow } from '../../../contract/imports.ts';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';
import { sumOfRows } from './waiting-rows.ts';

const NOTE_MOST = 500;

/** Puts rows away for good, with the reason that the log keeps. */
export function DismissForm(props: { rows: readonly WaitingRow[]; close(): void; done(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const id = useId();
  const key = useRef(newKey());
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { rows } = props;
  const figures = { count: showCount(rows.length), amount: showFen(sumOfRows(rows)) };
  useBack('imports.dismiss.close', 'screens.imports.not_now', props.close);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const which = rows.map(({ plan, n }) => ({ plan, n }));
      await desk.imports.dismiss({ key: key.current, rows: which, note: note.trim() });
      notify.success('screens.imports.dismissed', figures);
      props.done();
    } catch (caught) {
      key.current = newKey();
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <form className="imports-form" onSubmit={event => void submit(event)}>
      <h2>{t('screens.imports.dismiss_title')}</h2>
      <p className="side-note">{t('screens.imports.dismiss_text')}</p>
      <label htmlFor={id}>{t('screens.imports.dismiss_note')}</label>
      <Input.TextArea
        id={id}
        autoFocus
        rows={3}
        maxLength={NOTE_MOST}
        value={note}
        onChange={event => {
          key.current = newKey();
          setNote(event.target.value);
        }}
      />
      {error ? (
        <p className="imports-stopped" role="alert">
          {refusal(error)}
        </p>
      ) : null}
      <div className="imports-confirm-acts">
        <Button type="primary" htmlType="submit" loading={busy} disabled={note.trim() === ''}>
          {t('screens.imports.dismiss_do', figures)}
        </Button>
        <Button onClick={props.close}>{t('screens.imports.not_now')}</Button>
      </div>
    </form>
  );
}
