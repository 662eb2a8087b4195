import { Tag } from 'antd';
import { useMemo } from 'react';
import { type ClientMoney, MONEY_KINDS } from '../../../domain/reports/client-money.ts';
import type { ClientStatement, StatementLine } from '../../../domain/reports/client-statement.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { FigureTable } from '../accounts/figure-table.tsx';

const WIDTHS = [92, 92, 120, 158, 104, 104, 104, 104];
const NOTHING = '0.00';

/** Second sheet of 客户对账单: every movement with the balances after it, or those of one kind. */
export function Movements(props: {
  statement: ClientStatement;
  kind: string | null;
  drop(): void;
  shown: number | null;
  show(transfer: number): void;
}) {
  const { t } = useTexts();
  const { statement, drop, shown, show } = props;
  const kind = MONEY_KINDS.find(each => each === props.kind) ?? null;
  const lines = useMemo(
    () => (kind === null ? statement.lines : statement.lines.filter(line => line.kind === kind)),
    [statement, kind],
  );
  return (
    <div className="statement-lines">
      {kind === null ? null : (
        <div className="statement-bar">
          <Tag closable={{ 'aria-label': t('screens.accounts.drop') }} onClose={drop}>
            {t(`reports.kind.${kind}`)}
          </Tag>
        </div>
      )}
      <FigureTable<StatementLine>
        name={t('reports.statement.lines')}
        place={`statement:${statement.client}:lines`}
        widths={WIDTHS}
        grows={2}
        dense
        rows={lines}
        rowKey={line => String(line.transfer)}
        marked={shown === null ? null : String(shown)}
        onRow={line => show(line.transfer)}
        head={
          <tr>
            {(['date', 'kind', 'summary', 'case'] as const).map(column => (
              <th key={column} scope="col" className={column === 'date' ? 'figure-first' : undefined}>
                {t(`reports.column.${column}`)}
              </th>
            ))}
            {(['unallocated_change', 'at_platform_change', 'unallocated', 'at_platform'] as const).map(
              column => (
                <th key={column} scope="col" className="number">
                  {t(`reports.column.${column}`)}
                </th>
              ),
            )}
          </tr>
        }
        cells={line => <Line line={line} open={() => show(line.transfer)} />}
        foot={
          kind === null ? (
            <tr>
              <th scope="row" className="figure-first">
                {t('reports.statement.closing')}
              </th>
              <td colSpan={5} />
              <Balance money={statement.closing} />
            </tr>
          ) : undefined
        }
      />
    </div>
  );
}

function Line({ line, open }: { line: StatementLine; open(): void }) {
  const { t } = useTexts();
  const { on, kind, summary, caseNo, change, after } = line;
  return (
    <>
      <td className="figures figure-first">{on}</td>
      <th scope="row">
        <button type="button" className="line-link statement-line" onClick={open}>
          {t(`reports.kind.${kind}`)}
        </button>
      </th>
      <td title={summary}>{summary}</td>
      <td className="figures" title={caseNo ?? ''}>
        {caseNo}
      </td>
      <td className="number">
        <Figure fen={change.unallocatedFen} />
      </td>
      <td className="number">
        <Figure fen={change.atPlatformFen} />
      </td>
      <Balance money={after} />
    </>
  );
}

function Balance({ money }: { money: ClientMoney }) {
  return (
    <>
      <td className="number">
        <Figure fen={money.unallocatedFen} zero={NOTHING} />
      </td>
      <td className="number">
        <Figure fen={money.atPlatformFen} zero={NOTHING} />
      </td>
    </>
  );
}
