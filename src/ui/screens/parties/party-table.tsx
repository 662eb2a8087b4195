import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { PartyView } from '../../../contract/clients.ts';
import { accountOf } from '../../../domain/accounting/chart.ts';
import { Chip } from '../../app/chip.tsx';
import { ledgerPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { Money } from '../clients/money.tsx';
import type { PartyBalance } from './party-balances.ts';
import type { PartyKind } from './party-kinds.ts';

interface Props {
  kind: PartyKind;
  parties: readonly PartyView[];
  balances: ReadonlyMap<number, readonly PartyBalance[]>;
  /** Names of suppliers and clients by id, for wallets. */
  names: { supplier: ReadonlyMap<number, string>; client: ReadonlyMap<number, string> };
  firstDay: string;
  change(party: PartyView): void;
  archive(party: PartyView): void;
  busy: number | null;
}

/** Parties of one kind, a line each. */
export function PartyTable(props: Props) {
  const { t } = useTexts();
  const { kind, parties } = props;
  return (
    <table className="plain-table parties-table">
      <thead>
        <tr>
          <th>{t(`screens.parties.name.${kind}`)}</th>
          {COLUMNS[kind].map(column => (
            <th key={column} className={ASIDE.has(column) ? 'clients-wide' : undefined}>
              {t(`screens.parties.${column}`)}
            </th>
          ))}
          {kind === 'supplier' ? null : <th className="number">{t('screens.parties.balance')}</th>}
          <td />
        </tr>
      </thead>
      <tbody>
        {parties.map(party => (
          <PartyLine key={party.id} party={party} {...props} />
        ))}
      </tbody>
    </table>
  );
}

const COLUMNS: Readonly<Record<PartyKind, readonly string[]>> = {
  money: ['type', 'bank', 'number', 'holder', 'statement', 'note'],
  supplier: ['contract_no', 'note'],
  wallet: ['wallet_type', 'platform_id', 'supplier', 'owner', 'note'],
  employee: [],
};

/** Columns that give way to an open form. */
const ASIDE: ReadonlySet<string> = new Set(['bank', 'holder', 'statement', 'note', 'contract_no', 'owner']);

function PartyLine(props: Props & { party: PartyView }) {
  const { t } = useTexts();
  const { kind, party, balances, firstDay, busy } = props;
  return (
    <tr data-archived={party.archivedOn !== null}>
      <td>
        <span className="clients-name">
          {party.name}
          {party.archivedOn ? <Chip tone="neutral" word={t('screens.clients.archived')} /> : null}
        </span>
      </td>
      {COLUMNS[kind].map(column => (
        <td key={column} className={ASIDE.has(column) ? 'figures clients-wide' : 'figures'}>
          {cellOf(t, column, props) || <span className="muted">–</span>}
        </td>
      ))}
      {kind === 'supplier' ? null : (
        <td className="number">
          <Balances balances={balances.get(party.id) ?? []} firstDay={firstDay} />
        </td>
      )}
      <td className="acts">
        <Button size="small" onClick={() => props.change(party)}>
          {t('screens.clients.change')}
        </Button>
        <Button size="small" loading={busy === party.id} onClick={() => props.archive(party)}>
          {t(party.archivedOn ? 'screens.clients.unarchive' : 'screens.clients.archive')}
        </Button>
      </td>
    </tr>
  );
}

type Say = ReturnType<typeof useTexts>['t'];

function cellOf(t: Say, column: string, { party, names }: Props & { party: PartyView }): ReactNode {
  const { details } = party;
  switch (column) {
    case 'type':
      return details.currency === 'CNY'
        ? t(`screens.parties.type.${details.kind}`)
        : `${t(`screens.parties.type.${details.kind}`)} ${details.currency}`;
    case 'wallet_type':
      return t(`screens.parties.wallet_type.${details.kind}`);
    case 'statement':
      return t(details.has_statement === 0 ? 'screens.parties.by_hand' : 'screens.parties.by_statement');
    case 'supplier':
      return names.supplier.get(Number(details.supplier));
    case 'owner':
      return details.client === null
        ? t('screens.parties.own_money')
        : names.client.get(Number(details.client));
    default:
      return details[column];
  }
}

/** Each balance leads to its ledger; with several accounts each says which it is. */
function Balances({ balances, firstDay }: { balances: readonly PartyBalance[]; firstDay: string }) {
  const { language } = useTexts();
  const standing = balances.filter(({ amountFen }) => amountFen !== 0);
  if (standing.length === 0) return <span className="muted">–</span>;
  return standing.map(({ account, code, amountFen }) => {
    const name = accountOf(code)[language];
    return (
      <Link
        key={account}
        className="line-link parties-balance"
        title={`${code} ${name}`}
        to={ledgerPath(account, { from: firstDay, to: today() })}
      >
        {standing.length > 1 || code.startsWith('2') || code.startsWith('1221') ? (
          <span className="muted">{name} </span>
        ) : null}
        <Money fen={amountFen} />
      </Link>
    );
  });
}
