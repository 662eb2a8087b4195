import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import { type KeyboardEvent, type ReactNode, useEffect, useId } from 'react';
import { Link } from 'react-router';
import { Chip } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { LimitBar, NoLimit } from '../../app/limit-bar.tsx';
import { clientPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { type ClientLine, nextSort, type Sort, type SortColumn } from './client-lines.ts';
import { Money } from './money.tsx';
import type { NearestLimit } from './nearest-limits.ts';
import { useWindow } from './use-window.ts';

interface Props {
  lines: readonly ClientLine[];
  sort: Sort | null;
  active: string | null;
  scroll_px: number;
  /** The DOU+ limit that is nearest to its end, by client code. */
  limits: ReadonlyMap<string, NearestLimit>;
  /** False while the balances are under way. */
  hasBalances: boolean;
  setSort(sort: Sort | null): void;
  setActive(code: string): void;
  setScroll(scroll_px: number): void;
  open(code: string): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** The list: one tab stop, arrows move the active line, Enter opens it. Only lines in sight are drawn. */
export function ClientTable(props: Props) {
  const { t } = useTexts();
  const id = useId();
  const { lines, active } = props;
  const at = lines.findIndex(({ client }) => client.code === active);
  const { box, onScroll, show, first, end, above_px, below_px } = useWindow(lines.length, props.scroll_px);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the list was left counts once
  useEffect(() => {
    if (box.current) box.current.scrollTop = props.scroll_px;
  }, []);
  useEffect(() => show(at), [show, at]);
  return (
    <div
      ref={box}
      className="clients-scroll"
      onScroll={() => {
        onScroll();
        props.setScroll(box.current?.scrollTop ?? 0);
      }}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose lines are walked by keys
        role="grid"
        className="plain-table clients-table"
        aria-label={t('screens.clients.list')}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={at >= 0 ? `${id}${at}` : undefined}
        tabIndex={0}
        onKeyDown={props.onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            <Heading column="code" {...props} />
            <Heading column="name" {...props} />
            <th>{t('screens.clients.col.subject')}</th>
            <Heading column="manager" {...props} />
            <th className="number clients-wide">{t('screens.clients.col.accounts')}</th>
            <th className="clients-wide">{t('screens.clients.col.funder')}</th>
            <th className="clients-wide">{t('screens.clients.col.terms')}</th>
            <th className="clients-limit">{t('screens.clients.col.limit')}</th>
            <Heading column="fundsFen" number {...props} />
            <Heading column="receivableFen" number {...props} />
          </tr>
        </thead>
        <tbody>
          <Spacer height_px={above_px} />
          {lines.slice(first, end).map((line, offset) => (
            <LineRow
              key={line.client.code}
              id={`${id}${first + offset}`}
              index={first + offset}
              line={line}
              {...props}
            />
          ))}
          <Spacer height_px={below_px} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height_px }: { height_px: number }) {
  return height_px > 0 ? <tr aria-hidden className="clients-spacer" style={{ height: height_px }} /> : null;
}

function Heading(props: Pick<Props, 'sort' | 'setSort'> & { column: SortColumn; number?: boolean }) {
  const { t } = useTexts();
  const { column, sort, setSort } = props;
  const mine = sort?.column === column ? sort : null;
  return (
    <th
      className={props.number ? 'number' : undefined}
      aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className="clients-sort"
        tabIndex={-1}
        onClick={() => setSort(nextSort(sort, column))}
      >
        {t(`screens.clients.col.${column}`)}
        {mine ? mine.descending ? <CaretDownFilled aria-hidden /> : <CaretUpFilled aria-hidden /> : null}
      </button>
    </th>
  );
}

function LineRow(props: Props & { line: ClientLine; id: string; index: number }) {
  const { t } = useTexts();
  const { line, index, hasBalances } = props;
  const { client, hit, manager, funders } = line;
  const money = (amountFen: number): ReactNode => (hasBalances ? <Money fen={amountFen} /> : null);
  return (
    <tr
      id={props.id}
      aria-rowindex={index + 2}
      aria-selected={client.code === props.active}
      data-archived={client.archived}
      onMouseDown={() => props.setActive(client.code)}
      onClick={() => props.open(client.code)}
    >
      <td className="figures">{client.code}</td>
      <td>
        <span className="clients-name">
          <Link className="line-link" tabIndex={-1} to={clientPath(client.code)} title={client.name}>
            {client.name}
          </Link>
          {hit !== null && hit !== 'name' && hit !== 'code' ? (
            <Chip tone="info" word={t(`screens.clients.hit.${hit}`)} />
          ) : null}
          {client.archived ? <Chip tone="neutral" word={t('screens.clients.archived')} /> : null}
        </span>
      </td>
      <td>
        <SubjectCell line={line} />
      </td>
      <td>{manager || <span className="muted">–</span>}</td>
      <td className="number figures clients-wide">{countText(client.accounts.length)}</td>
      <td className="clients-wide">
        {funders.map(funder => t(`screens.clients.funder.${funder}`)).join(' · ')}
      </td>
      <td className="clients-wide">
        {client.terms === 'postpaid'
          ? t('screens.clients.postpaid_days', { days: client.creditDays })
          : t('screens.clients.terms.prepaid')}
      </td>
      <td className="clients-limit">
        <LimitCell limit={props.limits.get(client.code)} />
      </td>
      <td className="number">{money(line.fundsFen)}</td>
      <td className="number">{money(line.receivableFen)}</td>
    </tr>
  );
}

/** Nothing for a client without DOU+. */
function LimitCell({ limit }: { limit: NearestLimit | undefined }) {
  if (!limit) return <span className="muted">–</span>;
  return limit.limit ? <LimitBar limit={limit.limit} small /> : <NoLimit state={limit.state} small />;
}

function countText(count: number): string {
  return count === 0 ? '–' : showCount(count);
}

/** Kind of the legal person, its name where that is not the client's, and a doubt about its paper. */
function SubjectCell({ line: { client, subject, paper } }: { line: ClientLine }) {
  const { t } = useTexts();
  if (!subject) return <span className="muted">{t('screens.clients.no_subject')}</span>;
  const more = client.subjects.length - 1;
  return (
    <span className="clients-subject" title={subject.name}>
      <span className="clients-kind">{t(`screens.clients.kind.${subject.kind}`)}</span>
      {subject.name === client.name ? (
        <span className="clients-cut clients-wide figures muted">{subject.paperNo}</span>
      ) : (
        <span className="clients-cut">{subject.name}</span>
      )}
      {more > 0 ? <span className="muted">{t('screens.clients.more_subjects', { count: more })}</span> : null}
      {paper?.severity === 'warn' ? <Chip tone="warning" word={t('screens.clients.paper_doubt')} /> : null}
    </span>
  );
}
