import { Segmented } from 'antd';
import { useState } from 'react';
import type { ClientsPlanView } from '../../../contract/clients.ts';
import type { PlanEntry, PlanVerdict } from '../../../domain/parties/client-plan.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { changesOf } from './list-changes.ts';
import { FindingLine, FindingList, MoreRows, placeText, RefusedTable, useSteps } from './plan-parts.tsx';

const TONES: Readonly<Record<PlanVerdict, Tone>> = { new: 'success', changed: 'info', same: 'neutral' };

/** What a list would do: refused rows first, then doubts of the file, then what it makes and changes. */
export function PlanTables({ plan }: { plan: ClientsPlanView }) {
  const { t } = useTexts();
  const { refused, findings, entries, counts } = plan;
  return (
    <>
      {refused.length > 0 ? (
        <section className="panel" aria-labelledby="plan-refused">
          <header className="panel-head">
            <h2 id="plan-refused">
              {t('screens.clients.plan.refused', { count: showCount(counts.refused) })}
            </h2>
            <span className="clients-note">{t('screens.clients.plan.refused_about')}</span>
          </header>
          <RefusedTable refused={refused} />
        </section>
      ) : null}
      {findings.length > 0 ? (
        <section className="panel" aria-labelledby="plan-doubts">
          <header className="panel-head">
            <h2 id="plan-doubts">{t('screens.clients.plan.findings')}</h2>
          </header>
          <FindingList findings={findings} />
        </section>
      ) : null}
      {entries.length > 0 ? <Entries entries={entries} /> : null}
    </>
  );
}

const SHOWN = ['all', 'doubted', 'new', 'changed'] as const;
type Shown = (typeof SHOWN)[number];

function fits(entry: PlanEntry, shown: Shown): boolean {
  if (shown === 'all') return true;
  return shown === 'doubted' ? entry.findings.length > 0 : entry.verdict === shown;
}

function Entries({ entries }: { entries: readonly PlanEntry[] }) {
  const { t } = useTexts();
  const [shown, setShown] = useState<Shown>('all');
  const counted = SHOWN.map(value => ({ value, count: entries.filter(entry => fits(entry, value)).length }));
  return (
    <section className="panel" aria-labelledby="plan-entries">
      <header className="panel-head">
        <h2 id="plan-entries">{t('screens.clients.plan.entries')}</h2>
        <Segmented
          aria-label={t('screens.clients.plan.entries')}
          value={shown}
          onChange={setShown}
          options={counted
            .filter(({ value, count }) => value === 'all' || count > 0)
            .map(({ value, count }) => ({
              value,
              label: t(`screens.clients.plan.show.${value}`, { count: showCount(count) }),
            }))}
        />
      </header>
      <EntryTable key={shown} entries={entries.filter(entry => fits(entry, shown))} />
    </section>
  );
}

function EntryTable({ entries }: { entries: readonly PlanEntry[] }) {
  const { t } = useTexts();
  const { rows, left, more } = useSteps(entries);
  return (
    <>
      <table className="plain-table clients-entries">
        <thead>
          <tr>
            <th>{t('screens.clients.plan.place')}</th>
            <th>{t('screens.clients.plan.verdict')}</th>
            <th>{t('screens.clients.code')}</th>
            <th>{t('screens.clients.name')}</th>
            <th>{t('screens.clients.plan.changes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(entry => (
            <EntryRow key={`${entry.sheet} ${entry.row}`} entry={entry} />
          ))}
        </tbody>
      </table>
      <MoreRows left={left} more={more} />
    </>
  );
}

function EntryRow({ entry }: { entry: PlanEntry }) {
  const { t } = useTexts();
  const { sheet, row, verdict, code, name, delta, findings } = entry;
  const changes = changesOf(delta).filter(change => verdict !== 'new' || !change.code.endsWith('.name'));
  return (
    <tr>
      <td className="figures clients-place">{placeText(t, sheet, row)}</td>
      <td>
        <Chip tone={TONES[verdict]} word={t(`screens.clients.verdict.${verdict}`)} />
      </td>
      <td className="figures">{code}</td>
      <td>{name}</td>
      <td>
        {changes.map(change => t(change.code, { count: change.count })).join(' · ')}
        {findings.map(finding => (
          <FindingLine key={JSON.stringify(finding)} finding={finding} />
        ))}
      </td>
    </tr>
  );
}
