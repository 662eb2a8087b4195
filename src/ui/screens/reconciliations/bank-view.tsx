import { BankOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { type BankReconciliation, type UnreachedKind, unreachedFen } from '../../../domain/packs/bank.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ROUTES, sourceLinePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

/** Accounts of a month with their state, and the 调节表 of the chosen one. */
export function BankView(props: { month: string; account: number | null; choose(id: number): void }) {
  const { t } = useTexts();
  const { month } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ['book', 'reconciliations', 'bank', month],
    queryFn: () => desk.reconciliations.bank({ month }),
  });
  if (error) return <ErrorPanel error={error} again={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={10} />;
  const chosen = data.find(({ money }) => money === props.account) ?? data[0];
  if (!chosen)
    return (
      <Empty
        icon={<BankOutlined aria-hidden />}
        title={t('screens.reconciliations.empty')}
        text={t('screens.reconciliations.empty_text')}
      />
    );
  return (
    <div className="clients recon">
      <div className="recon-accounts">
        <table className="plain-table policies-table" aria-label={t('screens.reconciliations.accounts')}>
          <thead>
            <tr>
              <th>{t('reconciliations.column.account')}</th>
              <th className="number">{t('reconciliations.column.difference')}</th>
              <th>{t('reconciliations.column.note')}</th>
            </tr>
          </thead>
          <tbody>
            {data.map(each => (
              <tr
                key={each.money}
                className="policies-row"
                aria-selected={each === chosen}
                onClick={() => props.choose(each.money)}
              >
                <td>
                  <button type="button" className="close-month" onClick={() => props.choose(each.money)}>
                    {each.name}
                  </button>
                </td>
                <td className="number">
                  {each.statementFen === null ? (
                    '–'
                  ) : (
                    <Figure fen={each.statementFen - each.bookFen} zero="0.00" />
                  )}
                </td>
                <td>
                  <StateChip account={each} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <section className="clients-list" aria-label={chosen.name}>
        <Statement account={chosen} />
      </section>
    </div>
  );
}

function StateChip({ account }: { account: BankReconciliation }) {
  const { t } = useTexts();
  const { statementFen, bookFen, unexplainedFen, openingFen } = account;
  if (statementFen === null) return <Chip tone="neutral" word={t('reconciliations.untold')} />;
  if (unexplainedFen !== 0 || openingFen !== 0)
    return <Chip tone="danger" word={t('screens.reconciliations.uneven')} />;
  if (statementFen !== bookFen) return <Chip tone="warning" word={t('screens.reconciliations.adjusted')} />;
  return <Chip tone="success" word={t('reconciliations.note.even')} />;
}

/** The two sides one below the other, each with what has not reached it. */
function Statement({ account }: { account: BankReconciliation }) {
  const { t } = useTexts();
  const { items, openingFen, statementFen, adjustedStatementFen } = account;
  const sum = (kind: UnreachedKind) => (
    <Sum
      key={kind}
      name={t(`reconciliations.bank.${kind}`)}
      figure={<Figure fen={unreachedFen(items, kind)} zero="0.00" />}
    />
  );
  const list = (kind: UnreachedKind) => (
    <Fragment key={kind}>
      {sum(kind)}
      {items
        .filter(item => item.kind === kind)
        .map(item => (
          <ItemLine key={`${item.day} ${item.transfer} ${item.source?.line} ${item.amountFen}`} item={item} />
        ))}
    </Fragment>
  );
  const told = (fen: number | null) => (fen === null ? t('reconciliations.untold') : showFen(fen));
  return (
    <>
      <div className="recon-head">
        <strong>{account.name}</strong>
        <span className="muted">{t('reconciliations.on', { on: account.on })}</span>
        <span className="muted">
          {account.lastOn === null
            ? t('reconciliations.no_statement')
            : t('reconciliations.told', { on: account.lastOn })}
        </span>
      </div>
      <div className="clients-scroll">
        <table
          className="plain-table policies-table recon-table"
          aria-label={t('reconciliations.bank.title')}
        >
          <thead>
            <tr>
              <th>{t('reconciliations.column.item')}</th>
              <th>{t('reconciliations.column.day')}</th>
              <th>{t('reconciliations.column.text')}</th>
              <th className="number">{t('reconciliations.column.age')}</th>
              <th className="number">{t('reconciliations.column.amount')}</th>
            </tr>
          </thead>
          <tbody>
            <Sum strong name={t('reconciliations.bank.book')} figure={showFen(account.bookFen)} />
            {list('bank_in')}
            {list('bank_out')}
            <Sum
              total
              name={t('reconciliations.bank.book_after')}
              figure={showFen(account.adjustedBookFen)}
            />
            <Sum strong name={t('reconciliations.bank.statement')} figure={told(statementFen)} />
            {list('book_in')}
            {list('book_out')}
            {openingFen === 0 ? null : (
              <Sum name={t('reconciliations.bank.opening')} figure={showFen(openingFen)} />
            )}
            <Sum total name={t('reconciliations.bank.statement_after')} figure={told(adjustedStatementFen)} />
            <Sum
              strong
              name={t('reconciliations.bank.unexplained')}
              figure={<Figure fen={account.unexplainedFen} zero="0.00" />}
            />
          </tbody>
        </table>
      </div>
    </>
  );
}

function Sum(props: { name: string; figure: ReactNode; strong?: boolean; total?: boolean }) {
  return (
    <tr className={props.total ? 'recon-total' : props.strong ? 'recon-strong' : undefined}>
      <th scope="row" colSpan={4}>
        {props.name}
      </th>
      <td className="number figures">{props.figure}</td>
    </tr>
  );
}

function ItemLine({ item }: { item: BankReconciliation['items'][number] }) {
  const { t } = useTexts();
  const { source, why, day, text, caseNo, ageDays, amountFen, transfer } = item;
  const place = source && [source.name, source.sheet, source.line].filter(part => part !== '').join(' › ');
  const shown = [text, caseNo].filter(Boolean).join(' · ') || place;
  const path =
    source?.file != null
      ? sourceLinePath(source.file, source.sheet, source.line)
      : transfer === null
        ? null
        : `${ROUTES.journal}?transfer=${transfer}`;
  return (
    <tr className="recon-item">
      <td>{t(`reconciliations.why.${why}`)}</td>
      <td className="figures">{day}</td>
      <td className="recon-text" title={place ?? undefined}>
        {path ? <Link to={path}>{shown}</Link> : shown}
      </td>
      <td className="number figures">{ageDays}</td>
      <td className="number figures">{showFen(amountFen)}</td>
    </tr>
  );
}
