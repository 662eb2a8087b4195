import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { OpeningPreviewView } from '../../../contract/clients.ts';
import { accountOf } from '../../../domain/accounting/chart.ts';
import type { OpeningFact } from '../../../domain/parties/opening-facts.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { Money } from '../clients/money.tsx';
import { MoreRows, placeText, useSteps } from '../clients/plan-parts.tsx';
import { type CodeGroup, codeGroups, partyOf, recordGroups, totalsOf } from './facts.ts';
import { TotalRows } from './standing.tsx';

/** The balances that would be booked: a line a code, opened to its facts with the row of the file. */
export function FactTable({ plan }: { plan: OpeningPreviewView }) {
  const { t } = useTexts();
  const groups = codeGroups(plan.facts);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (code: string) => {
    const next = new Set(open);
    if (!next.delete(code)) next.add(code);
    setOpen(next);
  };
  return (
    <section className="panel" aria-labelledby="opening-facts">
      <header className="panel-head">
        <h2 id="opening-facts">{t('screens.opening.facts', { count: showCount(plan.facts.length) })}</h2>
        <span className="clients-note">{t('screens.opening.facts_about', { day: plan.on })}</span>
      </header>
      <table className="plain-table opening-table">
        <thead>
          <tr>
            <th>{t('screens.opening.code')}</th>
            <th>{t('screens.opening.account')}</th>
            <th className="number">{t('screens.opening.balances')}</th>
            <th className="number">{t('screens.opening.debit')}</th>
            <th className="number">{t('screens.opening.credit')}</th>
          </tr>
        </thead>
        {groups.map(group => (
          <GroupRows
            key={group.code}
            group={group}
            names={plan.names}
            open={open.has(group.code)}
            toggle={() => toggle(group.code)}
          />
        ))}
        <tfoot>
          <TotalRows {...totalsOf(groups)} name={plan.declared?.name ?? ''} />
        </tfoot>
      </table>
    </section>
  );
}

function GroupRows(props: {
  group: CodeGroup;
  names: OpeningPreviewView['names'];
  open: boolean;
  toggle(): void;
}) {
  const { t, language } = useTexts();
  const { group, names, open, toggle } = props;
  const { code, memo, facts, debitFen, creditFen } = group;
  return (
    <tbody>
      <tr>
        <td className="figures">{code}</td>
        <td>
          <button type="button" className="opening-toggle" aria-expanded={open} onClick={toggle}>
            {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
            {accountOf(code)[language]}
            {memo ? <span className="muted">{t('screens.opening.memo')}</span> : null}
          </button>
        </td>
        <td className="number figures">{showCount(facts.length)}</td>
        <td className="number">
          <Money fen={debitFen} />
        </td>
        <td className="number">
          <Money fen={creditFen} />
        </td>
      </tr>
      {open ? <FactRows facts={facts} names={names} /> : null}
    </tbody>
  );
}

function FactRows({ facts, names }: { facts: readonly OpeningFact[]; names: OpeningPreviewView['names'] }) {
  const { rows, left, more } = useSteps(facts);
  return (
    <>
      {rows.map((fact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plan never changes its rows
        <FactRow key={at} fact={fact} names={names} />
      ))}
      {left > 0 ? (
        <tr>
          <td colSpan={5}>
            <MoreRows left={left} more={more} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function FactRow({ fact, names }: { fact: OpeningFact; names: OpeningPreviewView['names'] }) {
  const { t } = useTexts();
  const { account, side, amountFen, caseNo, dueOn, note, place } = fact;
  const about = [
    account.bucket ? t(`reports.bucket.${account.bucket}`) : '',
    caseNo ?? '',
    dueOn ? t('screens.opening.due', { day: dueOn }) : '',
    note ?? '',
  ].filter(Boolean);
  return (
    <tr className="opening-fact">
      <td className="clients-place figures">
        {place?.row === undefined ? t('screens.opening.derived') : placeText(t, place.sheet ?? '', place.row)}
      </td>
      <td colSpan={2}>
        {partyOf(fact, names)} {about.length > 0 ? <span className="muted">{about.join(' · ')}</span> : null}
      </td>
      <td className="number">{side === 'debit' ? <Money fen={amountFen} /> : null}</td>
      <td className="number">{side === 'credit' ? <Money fen={amountFen} /> : null}</td>
    </tr>
  );
}

/** What is known from before the start and moves no account: invoices issued, limits used. */
export function RecordTable({ plan }: { plan: OpeningPreviewView }) {
  const { t } = useTexts();
  return (
    <section className="panel" aria-labelledby="opening-records">
      <header className="panel-head">
        <h2 id="opening-records">{t('screens.opening.records')}</h2>
        <span className="clients-note">{t('screens.opening.records_about')}</span>
      </header>
      {recordGroups(plan.records).map(({ kind, records, amountFen }) => (
        <details key={kind} className="opening-record">
          <summary>
            <span>{t(`screens.opening.record.${kind}`, { count: showCount(records.length) })}</span>
            <Money strong fen={amountFen} />
          </summary>
          <table className="plain-table">
            <tbody>
              {records.map((record, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a plan never changes its rows
                <tr key={at}>
                  <td>{plan.names.client[record.client]}</td>
                  <td className="figures">{[record.account, record.caseNo].filter(Boolean).join(' · ')}</td>
                  <td className="figures">{record.on ?? ''}</td>
                  <td>{record.note}</td>
                  <td className="number">
                    <Money fen={record.amountFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </section>
  );
}
