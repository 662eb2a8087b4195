import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { Link } from 'react-router';
import type { UpgradeRow } from '../../../contract/upgrade.ts';
import { Chip } from '../../app/chip.tsx';
import { LimitBars } from '../../app/limit-bar.tsx';
import { clientPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { STATE_TONES, shownLimits } from './rows.ts';

interface Props {
  rows: readonly UpgradeRow[];
  active: number | null;
  open(account: number): void;
}

const COLUMNS = ['client', 'account', 'manager', 'state', 'waiting', 'limits', 'expiry'] as const;

/** The list: one tab stop, arrows move the active line and show it beside. */
export function AccountTable({ rows, active, open }: Props) {
  const { t } = useTexts();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const at = rows.findIndex(({ account }) => account === active);
  useEffect(() => {
    if (at >= 0) box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step === undefined || rows.length === 0) return;
    event.preventDefault();
    open(rows[Math.max(0, Math.min(rows.length - 1, at + step))]!.account);
  };
  return (
    <div className="upg-scroll" ref={box}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose lines are walked by keys
        role="grid"
        className="plain-table upg-table"
        aria-label={t('screens.upgrade.list')}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={at >= 0 ? `${id}${at}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <th key={column} data-column={column}>
                {t(`screens.upgrade.col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={row.account}
              id={`${id}${index}`}
              aria-selected={row.account === active}
              onClick={() => open(row.account)}
            >
              <Cells row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cells({ row }: { row: UpgradeRow }) {
  const { t } = useTexts();
  const none = <span className="upg-quiet">{t('screens.upgrade.none')}</span>;
  return (
    <>
      <td>
        <div className="upg-two">
          {row.clientCode === null ? (
            <span>{t('screens.upgrade.no_client')}</span>
          ) : (
            <Link className="line-link" tabIndex={-1} to={clientPath(row.clientCode)}>
              {row.clientName}
            </Link>
          )}
          <span className="upg-quiet">
            {row.subjectName === row.clientName ? '' : (row.subjectName ?? t('screens.upgrade.no_subject'))}
          </span>
        </div>
      </td>
      <td>
        <div className="upg-two">
          <span className="figures">{row.platformId}</span>
          <span className="upg-quiet">{row.name === row.platformId ? '' : row.name}</span>
        </div>
      </td>
      <td>{row.managers[0] ?? none}</td>
      <td>
        <Chip tone={STATE_TONES[row.state]} word={t(`upgrade.state.${row.state}`)} />
        {row.bannedOn === null ? null : (
          <span className="upg-banned">
            <Chip tone="danger" word={t('screens.upgrade.banned')} />
          </span>
        )}
      </td>
      <td>
        {row.waitingFor === null ? (
          none
        ) : (
          <span className="figures">
            {t('screens.upgrade.waiting_days', {
              who: t(`upgrade.waits.${row.waitingFor}`),
              days: row.daysWaiting ?? 0,
            })}
          </span>
        )}
      </td>
      <td>
        <LimitBars state={row.limitState} limits={shownLimits(row)} small />
      </td>
      <td>
        <Expiry row={row} />
      </td>
    </>
  );
}

/** Last valid day of 对公验证, and how near it is. */
export function Expiry({ row: { verification, subjectKind } }: { row: UpgradeRow }) {
  const { t } = useTexts();
  const { state, to, daysLeft, warning } = verification;
  if (state === null)
    return (
      <span className="upg-quiet">
        {t(subjectKind === 'individual' ? 'screens.upgrade.not_asked' : 'screens.upgrade.none')}
      </span>
    );
  if (state === 'none') return <span className="upg-quiet">{t('screens.upgrade.verification.none')}</span>;
  return (
    <div className="upg-two">
      <span className="figures">{to ?? t('screens.upgrade.no_end')}</span>
      {state === 'expired' ? <Chip tone="danger" word={t('screens.upgrade.verification.expired')} /> : null}
      {warning === null ? null : (
        <Chip
          tone={warning <= 7 ? 'danger' : 'warning'}
          word={t('screens.upgrade.days_left', { days: daysLeft ?? 0 })}
        />
      )}
    </div>
  );
}
