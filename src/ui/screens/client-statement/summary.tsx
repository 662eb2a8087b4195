import type { ReactNode } from 'react';
import {
  AT_PLATFORM,
  type ClientMoney,
  MONEY_KINDS,
  type MoneyKind,
  totalFen,
  UNALLOCATED,
} from '../../../domain/reports/client-money.ts';
import type { ClientStatement, CodeBalance } from '../../../domain/reports/client-statement.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { Figure } from '../accounts/figure.tsx';
import { type AccountsOfClients, figurePath } from '../client-balances/account-of.ts';

/** Kinds that a client looks for even where nothing happened. */
const ALWAYS: ReadonlySet<MoneyKind> = new Set<MoneyKind>(['received', 'recharge', 'spend', 'returned']);
const NOTHING = '0.00';

/** First sheet of 客户对账单: opening, what happened by kind, closing, and what the closing is made of. */
export function Summary(props: {
  statement: ClientStatement;
  accounts: AccountsOfClients;
  range: DayRange;
  open(path: string): void;
  showKind(kind: MoneyKind): void;
}) {
  const { t } = useTexts();
  const { statement, accounts, range, open, showKind } = props;
  const { client, kinds, opening, closing, recharge, platform, other, memo } = statement;
  const way = (...codes: string[]) => {
    const path = figurePath(accounts, { client, codes, range });
    return path === null ? undefined : () => open(path);
  };
  const shownKinds = MONEY_KINDS.filter(
    kind => ALWAYS.has(kind) || kinds[kind].unallocatedFen !== 0 || kinds[kind].atPlatformFen !== 0,
  );
  const balance = (name: string, money: ClientMoney) => (
    <MoneyLine
      name={name}
      money={money}
      isSum
      ways={[way(UNALLOCATED), way(AT_PLATFORM), way(UNALLOCATED, AT_PLATFORM)]}
    />
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="statement-page" tabIndex={0}>
      <table className="statement-table">
        <thead>
          <tr>
            <th scope="col">{t('reports.column.item')}</th>
            {(['unallocated', 'at_platform', 'sum'] as const).map(column => (
              <th key={column} scope="col" className="number">
                {t(`reports.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {balance(t('reports.statement.opening'), opening)}
          {shownKinds.map(kind => {
            const see = () => showKind(kind);
            return (
              <MoneyLine
                key={kind}
                name={t(`reports.kind.${kind}`)}
                money={kinds[kind]}
                ways={[see, see, see]}
              />
            );
          })}
          {balance(t('reports.statement.closing'), closing)}
          <Alone
            name={t('reports.statement.paid')}
            fen={recharge.paidFen}
            open={() => showKind('recharge')}
          />
          <Alone
            name={t('reports.statement.credited')}
            fen={recharge.creditedFen}
            open={() => showKind('recharge')}
          />
          <Codes heading={t('reports.statement.platform')} codes={platform} way={way} />
          <Codes heading={t('reports.statement.other')} codes={other} way={way} />
          <Codes heading={t('reports.statement.memo')} codes={memo} way={way} />
        </tbody>
      </table>
      <div className="statement-signs">
        <p>{t('reports.statement.note')}</p>
        <p>{t('reports.statement.sign_client')}</p>
        <p>{t('reports.statement.sign_agency')}</p>
      </div>
    </div>
  );
}

type Way = (() => void) | undefined;

function MoneyLine(props: { name: string; money: ClientMoney; isSum?: boolean; ways: readonly Way[] }) {
  const { name, money, isSum, ways } = props;
  const figures = [money.unallocatedFen, money.atPlatformFen, totalFen(money)];
  return (
    <tr data-sum={isSum || undefined}>
      <th scope="row">{name}</th>
      {figures.map((fen, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        <td key={at} className="number">
          <Figure fen={fen} zero={NOTHING} open={ways[at]} />
        </td>
      ))}
    </tr>
  );
}

function Alone({ name, fen, open }: { name: ReactNode; fen: number; open: Way }) {
  return (
    <tr>
      <th scope="row" colSpan={3}>
        {name}
      </th>
      <td className="number">
        <Figure fen={fen} zero={NOTHING} open={open} />
      </td>
    </tr>
  );
}

function Codes(props: { heading: string; codes: readonly CodeBalance[]; way(code: string): Way }) {
  const words = useAccountWords();
  const { heading, codes, way } = props;
  if (codes.length === 0) return null;
  return (
    <>
      <tr className="statement-heading">
        <th scope="rowgroup" colSpan={4}>
          {heading}
        </th>
      </tr>
      {codes.map(({ code, closingFen }) => (
        <Alone key={code} name={words.name(code)} fen={closingFen} open={way(code)} />
      ))}
    </>
  );
}
