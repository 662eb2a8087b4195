import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { ImportPlan } from '../../../contract/imports.ts';
import { useTexts } from '../../app/texts.ts';
import { AccountField } from './account-field.tsx';
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
  const [account, setAccount] = useState(props.plan.account ?? '');
  const [busy, setBusy] = useState(false);
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
      <AccountField value={account} change={setAccount} focus />
      <div className="imports-confirm-acts">
        <Button type="primary" htmlType="submit" loading={busy} disabled={account.trim() === ''}>
          {t('screens.imports.account_do')}
        </Button>
        <Button onClick={props.close}>{t('screens.imports.not_now')}</Button>
      </div>
    </form>
  );
}
