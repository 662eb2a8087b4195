import { Button, Checkbox } from 'antd';
import { type FormEvent, useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { NewPassphraseFields, SecretField } from './fields.tsx';
import { isWrongPassphrase } from './opening.ts';
import { isSettled, NO_PASSPHRASE } from './passphrase-rules.ts';
import { SidePanel } from './side-panel.tsx';

/** 修改口令: a first passphrase, another one, or none any more. */
export function PassphrasePanel({ book, close }: { book: BookState; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  // What the form began with: the answer changes the book before the panel is gone.
  const [isSealed] = useState(book.sealed);
  const [present, setPresent] = useState('');
  const [secret, setSecret] = useState(NO_PASSPHRASE);
  const [taking, setTaking] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const ready = !busy && (!isSealed || present !== '') && (taking || isSettled(secret));
  const isWrong = isWrongPassphrase(fault);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setFault(null);
    try {
      await desk.books.changePassphrase({
        next: taking ? null : secret.next,
        ...(isSealed ? { present } : {}),
      });
      notify.success(`screens.books.passphrase.${taking ? 'taken' : isSealed ? 'changed' : 'set'}`);
      close();
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <SidePanel title={t(`screens.books.passphrase.${isSealed ? 'change' : 'first'}`)} close={close}>
      <form className="books-form" onSubmit={event => void submit(event)}>
        {isSealed ? (
          <SecretField
            name={t('screens.books.passphrase_present')}
            value={present}
            change={value => {
              setFault(null);
              setPresent(value);
            }}
            fault={isWrong ? t('screens.books.passphrase_present_wrong') : null}
          />
        ) : null}
        <NewPassphraseFields
          name={t('screens.books.passphrase_next')}
          value={secret}
          change={setSecret}
          disabled={taking}
        />
        {isSealed ? (
          <Checkbox checked={taking} onChange={event => setTaking(event.target.checked)}>
            {t('screens.books.passphrase_take')}
          </Checkbox>
        ) : null}
        <ul className="books-steps">
          <li>{t('screens.books.passphrase_lost')}</li>
          <li>{t('screens.books.passphrase_earlier')}</li>
        </ul>
        {fault && !isWrong ? (
          <p className="books-fault" role="alert">
            {refusal(fault)}
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" danger={taking} disabled={!ready} loading={busy}>
          {t(`screens.books.passphrase.${taking ? 'take_do' : isSealed ? 'change_do' : 'first_do'}`)}
        </Button>
      </form>
    </SidePanel>
  );
}
