import { Button, Input, Radio, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { monthOf } from './copy-age.ts';
import { type BookDraft, monthsAround, periodOf } from './draft.ts';
import { Field, NewPassphraseFields } from './fields.tsx';
import { isSettled, NO_PASSPHRASE } from './passphrase-rules.ts';
import { SidePanel } from './side-panel.tsx';

const NAME_MOST = 60;

/** 新建账套: a name, the first month, and a passphrase for whoever wants one. What is typed stays when it is closed. */
export function CreateForm(props: {
  draft: BookDraft;
  change(draft: BookDraft): void;
  close(): void;
  created(name: string): void;
}) {
  const { t, refusal } = useTexts();
  const { draft, change } = props;
  const [secret, setSecret] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [today_ms] = useState(Date.now);
  const firstPeriod = periodOf(draft, today_ms);
  const name = draft.name.trim();
  const ready = name !== '' && (secret.next === '' || isSettled(secret)) && !busy;
  const isNameTaken = refusalIn(fault)?.code === 'books.exists';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setFault(null);
    try {
      const passphrase = secret.next === '' ? {} : { passphrase: secret.next };
      await desk.books.create({ name, firstPeriod, ...passphrase });
      props.created(name);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <SidePanel title={t('screens.books.create')} close={props.close}>
      <form className="books-form" onSubmit={event => void submit(event)}>
        <Field
          name={t('screens.books.name')}
          fault={isNameTaken ? refusal(fault) : null}
          hint={t('screens.books.name_hint')}
        >
          {(id, status) => (
            <Input
              id={id}
              status={status}
              maxLength={NAME_MOST}
              value={draft.name}
              autoComplete="off"
              onChange={event => {
                setFault(null);
                change({ ...draft, name: event.target.value });
              }}
            />
          )}
        </Field>
        <FirstPeriod draft={draft} change={change} today_ms={today_ms} />
        <div className="books-secret">
          <NewPassphraseFields
            name={t('screens.books.passphrase_optional')}
            value={secret}
            change={setSecret}
          />
          <p className="books-note">{t('screens.books.passphrase_lost')}</p>
        </div>
        {fault && !isNameTaken ? (
          <p className="books-fault" role="alert">
            {refusal(fault)}
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
          {t('screens.books.create_do', { month: firstPeriod })}
        </Button>
      </form>
    </SidePanel>
  );
}

function FirstPeriod(props: { draft: BookDraft; change(draft: BookDraft): void; today_ms: number }) {
  const { t } = useTexts();
  const { draft, change, today_ms } = props;
  const present = monthOf(today_ms);
  const january = `${present.slice(0, 4)}-01`;
  return (
    <fieldset className="books-period">
      <legend>{t('screens.books.first_period')}</legend>
      <Radio.Group
        vertical
        value={draft.period}
        onChange={event => change({ ...draft, period: event.target.value })}
        options={[
          { value: 'present', label: t('screens.books.period.present', { month: present }) },
          ...(present === january
            ? []
            : [{ value: 'january', label: t('screens.books.period.january', { month: january }) }]),
          { value: 'other', label: t('screens.books.period.other') },
        ]}
      />
      <Select
        className="books-month"
        disabled={draft.period !== 'other'}
        aria-label={t('screens.books.period.choose')}
        value={draft.period === 'other' ? draft.otherMonth : periodOf(draft, today_ms)}
        options={monthsAround(today_ms).map(month => ({ value: month, label: month }))}
        onChange={otherMonth => change({ ...draft, otherMonth })}
      />
      <p className="books-note">{t('screens.books.period.about', { month: periodOf(draft, today_ms) })}</p>
    </fieldset>
  );
}
