import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { Link } from 'react-router';
import type { TransitItem } from '../../../domain/refunds/transit.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { Pager, usePages } from '../../app/pager.tsx';
import { clientPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { STATE_TONES, signedFen } from './rows.ts';
import { Amount, DueText } from './words.tsx';

interface Props {
  items: readonly TransitItem[];
  active: string | null;
  open(item: string): void;
}

const COLUMNS = ['kind', 'client', 'channel', 'began', 'age', 'due', 'open', 'state', 'owner'] as const;
const NUMBERS: ReadonlySet<string> = new Set(['age', 'open']);

/** The list: one tab stop, arrows move the active line and show it beside. */
export function ItemTable({ items, active, open }: Props) {
  const { t } = useTexts();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const at = items.findIndex(item => item.id === active);
  const pages = usePages(items, at);
  const { shown, first } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => {
    box.current?.scrollTo({ top: 0 });
  }, [first]);
  useEffect(() => {
    if (at >= 0) box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step === undefined || items.length === 0) return;
    event.preventDefault();
    open(items[Math.max(0, Math.min(items.length - 1, at + step))]!.id);
  };
  const unit = t('screens.order.yuan');
  return (
    <>
      <div className="upg-scroll" ref={box}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose lines are walked by keys
          role="grid"
          className="plain-table upg-table transit-table"
          aria-label={t('screens.transit.list')}
          aria-rowcount={items.length + 1}
          aria-activedescendant={at >= first && at < first + shown.length ? `${id}${at}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              {COLUMNS.map(column => {
                const heading = t(`screens.transit.col.${column}`);
                return (
                  <th
                    key={column}
                    data-column={column}
                    className={NUMBERS.has(column) ? 'number' : undefined}
                  >
                    {column === 'open' ? t('grid.with_unit', { heading, unit }) : heading}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((item, index) => (
              <tr
                key={item.id}
                id={`${id}${first + index}`}
                aria-rowindex={first + index + 2}
                aria-selected={item.id === active}
                onClick={() => open(item.id)}
              >
                <Cells item={item} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager pages={pages} />
    </>
  );
}

function Cells({ item }: { item: TransitItem }) {
  const { t } = useTexts();
  const { client, account, channel } = item;
  const none = <span className="muted">–</span>;
  const place = account?.name ?? channel;
  return (
    <>
      <td>
        <div className="upg-two">
          <span>{t(`refunds.kind.${item.kind}`)}</span>
          <span className="upg-quiet">
            {item.reason ? (
              t(`refunds.reason.${item.reason}`)
            ) : (
              <span className="figures">{item.caseNo}</span>
            )}
          </span>
        </div>
      </td>
      <td data-column="client">
        {client === null ? (
          none
        ) : client.code === null ? (
          client.name
        ) : (
          <Link className="line-link" tabIndex={-1} to={clientPath(client.code)}>
            {client.name}
          </Link>
        )}
      </td>
      <td data-column="channel">
        <div className="upg-two">
          <span title={place ?? undefined}>{place ?? '–'}</span>
          <span className="upg-quiet figures">
            {account && account.platformId !== account.name ? account.platformId : ''}
          </span>
        </div>
      </td>
      <td className="figures" data-column="began">
        {item.beganOn}
        {item.isDayAssumed ? (
          <span className="transit-provisional" title={t('screens.transit.assumed_about')}>
            {t('screens.transit.assumed')}
          </span>
        ) : null}
      </td>
      <td className="figures number" data-column="age">
        {showCount(item.ageDays)}
      </td>
      <td>
        <DueText item={item} />
      </td>
      <td className="number">
        <Amount fen={signedFen(item)} isMemo={item.isMemo} />
      </td>
      <td>
        <Chip tone={STATE_TONES[item.state]} word={t(`refunds.state.${item.state}`)} />
        {item.isInferred ? (
          <span className="transit-provisional">{t('screens.transit.inferred')}</span>
        ) : null}
      </td>
      <td data-column="owner">{item.follow.owner ?? none}</td>
    </>
  );
}
