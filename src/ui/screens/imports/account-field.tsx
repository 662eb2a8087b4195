import { useQuery } from '@tanstack/react-query';
import { AutoComplete } from 'antd';
import { useId } from 'react';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';

/** Number of the account whose statement a file is: one of the book's, or a new one as it is typed. */
export function AccountField(props: { value: string; change(account: string): void; focus?: boolean }) {
  const { t } = useTexts();
  const id = useId();
  const known = useQuery({
    queryKey: ['book', 'parties', 'money'],
    queryFn: () => desk.parties.list({ kind: 'money' }),
  });
  const options = (known.data ?? []).flatMap(({ name, archivedOn, details }) =>
    details.number && archivedOn === null
      ? [{ value: String(details.number), label: `${name} ${details.number}` }]
      : [],
  );
  return (
    <>
      <label htmlFor={id}>{t('screens.imports.account_number')}</label>
      <AutoComplete
        id={id}
        autoFocus={props.focus}
        value={props.value}
        options={options}
        placeholder={t('screens.imports.account_hint')}
        onChange={props.change}
      />
    </>
  );
}
