import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import type { ImportPlan } from '../../../contract/imports.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { planFile } from './incoming.ts';

/** Says whose statement a file is where it does not say so itself: the plan is then made anew. */
export function AccountChoice(props: {
  book: string;
  plan: Pick<ImportPlan, 'name' | 'account'>;
  fileId: string;
  planned(plan: number): void;
  close(): void;
}) {
  const { t } = useTexts();
  const id = useId();
  const [account, setAccount] = useState(props.plan.account ?? '');
  const [busy, setBusy] = useState(false);
  const known = useQuery({
    queryKey: ['book', 'parties', 'money'],
    queryFn: () => desk.parties.list({ kind: 'money' }),
  });
  const options = (known.data ?? []).flatMap(({ name, archivedOn, details }) =>
    details.number && archivedOn === null
      ? [{ value: String(details.number), label: `${name} ${details.number}` }]
      : [],
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const file = { id: props.fileId, name: props.plan.name };
    const fresh = await planFile(props.book, file, { account: account.trim() });
    setBusy(false);
    if (fresh !== null) props.planned(fresh);
  };
  return (
    <form className="imports-form" onSubmit={event => void submit(event)}>
      <h2>{t('screens.imports.account_title')}</h2>
      <p className="side-note">{t('screens.imports.account_text')}</p>
      <label htmlFor={id}>{t('screens.imports.account_number')}</label>
      <AutoComplete
        id={id}
        autoFocus
        value={account}
        options={options}
        placeholder={t('screens.imports.account_hint')}
        onChange={setAccount}
      />
      <div className="imports-confirm-acts">
        <Button type="primary" htmlType="submit" loading={busy} disabled={account.trim() === ''}>
          {t('screens.imports.account_do')}
        </Button>
        <Button onClick={props.close}>{t('screens.imports.not_now')}</Button>
      </div>
    </form>
  );
}
