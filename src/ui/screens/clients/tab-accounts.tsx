import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { ClientView, WalletLinkView } from '../../../contract/clients.ts';
import type { KnownAccount } from '../../../domain/parties/client-book.ts';
import { desk } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { orderRisksPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import type { Panel } from './panel.ts';
import { TabPanel } from './tab-panel.tsx';

/** 账户: platform accounts with the wallets that they draw on. */
export function AccountsTab({ client, show }: { client: ClientView; show(panel: Panel): void }) {
  const { t } = useTexts();
  const { code, accounts } = client;
  const links = useQuery({
    queryKey: ['book', 'clients', 'wallets', code],
    queryFn: () => desk.clients.walletLinks({ code }),
  });
  const linksOf = (id: string) => (links.data ?? []).filter(({ accountId }) => accountId === id);
  return (
    <TabPanel
      about={t('screens.clients.accounts_about')}
      acts={
        <>
          <Offered needs={['clients/linkWallet']}>
            <Button disabled={accounts.length === 0} onClick={() => show({ kind: 'wallet' })}>
              {t('screens.clients.link_wallet')}
            </Button>
          </Offered>
          <Offered needs={['clients/change']}>
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => show({ kind: 'account' })}>
              {t('screens.clients.add_account')}
            </Button>
          </Offered>
        </>
      }
      empty={accounts.length === 0 ? t('screens.clients.no_accounts') : null}
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('screens.clients.account_kind')}</th>
            <th>{t('screens.clients.account_id')}</th>
            <th>{t('screens.clients.account_name')}</th>
            <th>{t('screens.clients.account_subject')}</th>
            <th>{t('screens.clients.funder')}</th>
            <th>{t('screens.clients.spend_basis')}</th>
            <th>{t('screens.clients.wallets')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {accounts.map(account => (
            <AccountLine key={account.id} account={account} links={linksOf(account.id)} show={show} />
          ))}
        </tbody>
      </table>
    </TabPanel>
  );
}

function AccountLine(props: { account: KnownAccount; links: WalletLinkView[]; show(panel: Panel): void }) {
  const { t } = useTexts();
  const { account, links, show } = props;
  return (
    <tr>
      <td>{t(`screens.clients.account.${account.kind}`)}</td>
      <td className="figures">{account.id}</td>
      <td>{account.name === account.id ? <span className="muted">–</span> : account.name}</td>
      <td>{account.subject || <span className="muted">–</span>}</td>
      <td>{t(`screens.clients.funder.${account.funder}`)}</td>
      <td>{t(`screens.clients.basis.${account.spendBasis}`)}</td>
      <td>
        {links.length === 0 ? <span className="muted">–</span> : null}
        {links.map(link => (
          <button
            key={`${link.walletId} ${link.from}`}
            type="button"
            className="line-link clients-link"
            // What has held from the beginning has no first day by which it could be named.
            disabled={link.from === null}
            onClick={() => show({ kind: 'wallet', of: link })}
          >
            {t('screens.clients.link_line', {
              wallet: link.wallet,
              from: link.from ?? t('screens.clients.from_start'),
              to: link.to ?? t('screens.clients.until_now'),
            })}
          </button>
        ))}
      </td>
      <td className="acts">
        <Link className="clients-account-ban" to={orderRisksPath({ account: account.id })}>
          {t('screens.order_acts.of_account')}
        </Link>
        <Offered needs={['clients/change']}>
          <Button size="small" onClick={() => show({ kind: 'account', of: account })}>
            {t('screens.clients.change')}
          </Button>
        </Offered>
      </td>
    </tr>
  );
}
