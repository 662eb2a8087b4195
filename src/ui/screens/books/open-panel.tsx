import { LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { CopyChoice } from './copies.tsx';
import { SecretField } from './fields.tsx';
import { isWrongPassphrase, needOf, type Restoring, type Target } from './opening.ts';
import { Salvage } from './salvage.tsx';
import { SidePanel } from './side-panel.tsx';

/** A book that did not open at the first try: what it needs, and that. */
export function OpenPanel(props: {
  target: Target;
  /** Why it did not open. */
  fault: unknown;
  close(): void;
  opened(): void;
  restore(wanted: Restoring): void;
}) {
  const { t, refusal } = useTexts();
  const { target } = props;
  const [fault, setFault] = useState(props.fault);
  const [passphrase, setPassphrase] = useState('');
  const [isSealed, setSealed] = useState(() => needOf(props.fault) === 'passphrase');
  const [busy, setBusy] = useState(false);
  const need = needOf(fault);

  const attempt = async (readOnly: boolean) => {
    setBusy(true);
    try {
      await desk.books.open({ book: target.book, readOnly, ...(passphrase === '' ? {} : { passphrase }) });
      props.opened();
    } catch (error) {
      setFault(error);
      setSealed(isSealed || needOf(error) === 'passphrase');
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && need === 'passphrase' && passphrase !== '') void attempt(false);
  };
  return (
    <SidePanel title={t('screens.books.open_named', { name: target.name })} close={props.close}>
      <form className="books-form" onSubmit={submit}>
        {need === 'passphrase' ? (
          <p>
            <LockOutlined aria-hidden /> {t('screens.books.sealed_text')}
          </p>
        ) : (
          <p className="books-fault" role="alert">
            {refusal(fault)}
          </p>
        )}
        {isSealed ? (
          <SecretField
            name={t('screens.books.passphrase')}
            value={passphrase}
            change={setPassphrase}
            fault={isWrongPassphrase(fault) ? t('screens.books.wrong_passphrase') : null}
          />
        ) : null}
        {need === 'passphrase' ? (
          <Button type="primary" htmlType="submit" disabled={passphrase === ''} loading={busy}>
            {t('screens.books.open')}
          </Button>
        ) : null}
        {need === 'reading' ? (
          <Button type="primary" data-first loading={busy} onClick={() => void attempt(true)}>
            {t('screens.books.open_read_only')}
          </Button>
        ) : null}
        {need === 'reading' || need === 'nothing' || need === 'copy' ? (
          <Button disabled={busy} onClick={() => void attempt(false)}>
            {t('screens.books.open_again')}
          </Button>
        ) : null}
      </form>
      {(need === 'copy' || isWrongPassphrase(fault)) && 'id' in target.book ? (
        <CopyChoice id={target.book.id} name={target.name} restore={props.restore} />
      ) : null}
      {need === 'copy' && 'id' in target.book ? (
        <Salvage id={target.book.id} passphrase={passphrase} />
      ) : null}
    </SidePanel>
  );
}
