import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ImportPlan, ImportPlanRow } from '../../../contract/imports.ts';
import { ROW_STATES } from '../../../domain/imports/types.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { ErrorPanel } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { VERDICT_TONES } from './plans.ts';

/** One row of a plan: what is done with it, why, and what it posts. */
export function RowDetail({ plan, n }: { plan: Pick<ImportPlan, 'plan' | 'headings'>; n: number | null }) {
  const { t } = useTexts();
  const rows = useQuery({
    queryKey: ['book', 'imports', 'row', plan.plan, n],
    queryFn: () => desk.imports.rows({ plan: plan.plan, from: n!, limit: 1, verdicts: [...ROW_STATES] }),
    enabled: n !== null,
    placeholderData: before => (n === null ? undefined : before),
  });
  if (n === null) return <p className="side-note">{t('screens.imports.row_none')}</p>;
  if (rows.isError) return <ErrorPanel error={rows.error} again={() => void rows.refetch()} />;
  const row = rows.data?.[0];
  if (!row) return <p className="side-note">{t('shell.loading')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="side-body" tabIndex={0}>
      <Head row={row} />
      <Facts row={row} />
      {row.changes.length > 0 ? <Changes changes={row.changes} /> : null}
      {row.cells ? <Cells headings={plan.headings} cells={row.cells} /> : null}
    </div>
  );
}

function Head({ row }: { row: ImportPlanRow }) {
  const { t } = useTexts();
  const state = ROW_STATES.find(each => each === row.verdict) ?? 'undecided';
  const { waitsFor } = row.params;
  const place = [row.sheet, t('screens.statements.place_row', { row: showCount(row.row) })];
  return (
    <section className="side-section imports-row-head">
      <div>
        <Chip tone={VERDICT_TONES[state]} word={t(`imports.state.${state}`)} />{' '}
        <span className="muted">{place.filter(Boolean).join(' · ')}</span>
      </div>
      {row.reason ? <p>{t(row.reason, row.params)}</p> : null}
      {typeof waitsFor === 'string' ? <p>{t(waitsFor, row.params)}</p> : null}
    </section>
  );
}

function Facts({ row }: { row: ImportPlanRow }) {
  const { t } = useTexts();
  const signed = row.direction === 'expense' ? -row.amountFen : row.amountFen;
  const facts: [string, ReactNode][] = [
    ['day', row.time ?? row.day],
    [
      'amount',
      <span key="amount" className={signed < 0 ? 'desk-negative' : undefined}>
        {showFen(signed)}
      </span>,
    ],
  ];
  if (row.class) facts.push(['class', t(`imports.class.${row.class}`)]);
  if (row.evidence.length > 0)
    facts.push([
      'evidence',
      <ul key="evidence">
        {row.evidence.map(({ code, text }) => (
          <li key={code + text}>{t(`imports.evidence.${code}`, { text })}</li>
        ))}
      </ul>,
    ]);
  if (row.verdict === 'new' || row.verdict === 'corrected')
    facts.push(['posts', <Posts key="posts" row={row} />]);
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`screens.imports.fact.${name}`)}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Posts({ row }: { row: ImportPlanRow }) {
  const { t } = useTexts();
  if (row.events.length === 0) return t('screens.imports.posts_nothing');
  return (
    <ul>
      {[...new Set(row.events)].map(event => (
        <li key={event}>{t(`accounting.event.${event}`)}</li>
      ))}
    </ul>
  );
}

function Changes({ changes }: { changes: ImportPlanRow['changes'] }) {
  const { t, has } = useTexts();
  const nameOf = (field: string) => {
    if (field.startsWith('+')) return field.slice(1);
    if (field === 'neutral') return t('screens.statements.neutral');
    return has(`meaning.${field}`) ? t(`meaning.${field}`) : field;
  };
  return (
    <section className="side-section">
      <h2>{t('screens.imports.changes')}</h2>
      <table className="side-table imports-changes">
        <thead>
          <tr>
            <th>{t('screens.imports.change.field')}</th>
            <th>{t('screens.imports.change.from')}</th>
            <th>{t('screens.imports.change.to')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, from, to }) => (
            <tr key={field}>
              <td>{nameOf(field)}</td>
              <td>{from || '–'}</td>
              <td>{to || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A row as it stands in its file, by heading. */
export function Cells({ headings, cells }: { headings: readonly string[]; cells: readonly string[] }) {
  const { t } = useTexts();
  return (
    <section className="side-section">
      <h2>{t('screens.imports.cells')}</h2>
      <table className="side-table imports-cells">
        <tbody>
          {cells.map((cell, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is told by its column, which never moves
            <tr key={at}>
              <th scope="row">{headings[at] || `#${at + 1}`}</th>
              <td>{cell || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
