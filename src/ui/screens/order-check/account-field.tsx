import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ClientView } from '../../../contract/clients.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { Field } from '../clients/field.tsx';
import { type Draft, turned } from './draft.ts';
import { type FormView, TypedField } from './fields.tsx';

/** The account: one of the open book's, which brings what the book knows of it, or any where no book is open. */
export function AccountField({ view, inBook }: { view: FormView; inBook: boolean }) {
  const { t } = useTexts();
  const clients = useQuery({
    queryKey: ['book', 'clients', 'find', '', false],
    queryFn: () => desk.clients.find({}),
    enabled: inBook,
  });
  if (!inBook) return <TypedField view={view} field="account" figures={false} />;
  const accounts = (clients.data ?? []).flatMap(({ client }) =>
    client.accounts.map(account => ({ client, account })),
  );
  const choose = (id: string | undefined) => {
    const chosen = accounts.find(({ account }) => account.id === id);
    view.set(chosen ? { ...known(view.draft, chosen), account: id! } : { account: '' });
  };
  return (
    <Field name={t('screens.order_check.field.account')}>
      {id => (
        <Select
          id={id}
          className="clients-select"
          aria-label={t('screens.order_check.field.account')}
          showSearch={{ optionFilterProp: 'label' }}
          loading={clients.isPending}
          value={view.draft.account === '' ? undefined : view.draft.account}
          placeholder={t('screens.order_check.account_choose')}
          notFoundContent={t('screens.order_check.account_none')}
          options={accounts.map(({ client, account }) => ({
            value: account.id,
            label: `${client.name} · ${t(`screens.order_check.account_kind.${account.kind}`)} ${account.name || account.id}`,
          }))}
          onChange={choose}
        />
      )}
    </Field>
  );
}

/** What the book knows by the account: its product, and the legal person that it stands under. */
function known(
  draft: Draft,
  { client, account }: { client: ClientView; account: ClientView['accounts'][number] },
): Partial<Draft> {
  const product = account.kind === 'douplus' ? 'douplus' : 'suixintui';
  const own = client.subjects.find(({ name }) => name === account.subject);
  const subject = own ?? (client.subjects.length === 1 ? client.subjects[0] : undefined);
  return {
    ...turned(draft, { product }),
    kind: subject?.kind ?? '',
    verified: subject?.kind === 'enterprise' ? subject.verification : '',
    banned: '',
    upgrade: '',
    papers: '',
    usedToday: '',
    usedTotal: '',
    usedAccount: '',
    usedVideo: '',
  };
}
