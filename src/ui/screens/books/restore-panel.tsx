import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { SecretField } from './fields.tsx';
import { isWrongPassphrase, lastPart, needOf, type Restoring } from './opening.ts';
import { SidePanel } from './side-panel.tsx';

/** Says what restoring a copy does, asks for the passphrase of its day, and does it. */
export function RestorePanel({ wanted, close }: { wanted: Restoring; close(): void }) {
  const { t } = useTexts();
  const [aside, setAside] = useState<string | null | undefined>(undefined);
  const isDone = aside !== undefined;
  return (
    <SidePanel title={t('screens.books.restore.title', { name: wanted.name })} close={close}>
      {isDone ? (
        <div className="books-form" role="status">
          <p>{t('screens.books.restored', { name: wanted.name })}</p>
          {aside === null ? null : (
            <>
              <p>{t('screens.books.restored_aside')}</p>
              <p className="books-path figures">{lastPart(aside)}</p>
            </>
          )}
          <Button type="primary" data-first onClick={close}>
            {t('screens.books.restored_close')}
          </Button>
        </div>
      ) : (
        <RestoreForm wanted={wanted} done={setAside} />
      )}
    </SidePanel>
  );
}

function RestoreForm({ wanted, done }: { wanted: Restoring; done(aside: string | null): void }) {
  const { t, refusal } = useTexts();
  const [passphrase, setPassphrase] = useState('');
  const [isSealed, setSealed] = useState(wanted.sealed ?? false);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isRefusedOtherwise = fault !== null && needOf(fault) !== 'passphrase';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || (isSealed && passphrase === '')) return;
    setBusy(true);
    setFault(null);
    try {
      const { aside } = await desk.books.restore({
        copy: wanted.copy,
        ...(wanted.id === undefined ? {} : { id: wanted.id }),
        ...(passphrase === '' ? {} : { passphrase }),
      });
      done(aside);
    } catch (error) {
      setFault(error);
      setSealed(isSealed || needOf(error) === 'passphrase');
      setBusy(false);
    }
  };
  return (
    <form className="books-form" onSubmit={event => void submit(event)}>
      <p>{t(wanted.about, { ...wanted.params, name: wanted.name })}</p>
      <ul className="books-steps">
        <li>{t('screens.books.restore.step_aside')}</li>
        <li>{t('screens.books.restore.step_later')}</li>
        <li>{t('screens.books.restore.step_open')}</li>
      </ul>
      {isSealed ? (
        <SecretField
          name={t('screens.books.restore.passphrase')}
          value={passphrase}
          change={setPassphrase}
          fault={isWrongPassphrase(fault) ? t('screens.books.restore.wrong_passphrase') : null}
          hint={t('screens.books.restore.passphrase_hint')}
        />
      ) : null}
      {isRefusedOtherwise ? (
        <p className="books-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
      <Button
        type="primary"
        danger
        htmlType="submit"
        data-first
        loading={busy}
        disabled={isSealed && passphrase === ''}
      >
        {t('screens.books.restore.do')}
      </Button>
    </form>
  );
}
