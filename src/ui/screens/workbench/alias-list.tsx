import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { MatchAlias } from '../../../contract/matching-bench.ts';
import { beijingDay } from '../../../domain/calendar/days.ts';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { clientPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { ClearIcon } from '../../grid/clear-icon.tsx';
import { useCommand } from '../upgrade/queries.ts';

const SHOWN = 300;

/** Payers' names that stand for a client, of its list or learnt; each can be switched off. */
export function AliasList({ book }: { book: BookState }) {
  const { t, refusal } = useTexts();
  const may = useMay();
  const [text, setText] = useState('');
  const aliases = useQuery({
    queryKey: ['book', 'matching', 'aliases', text],
    queryFn: () => desk.matching.aliases(text.trim() === '' ? {} : { text: text.trim() }),
    placeholderData: before => before,
  });
  const { busy, fault, send } = useCommand(desk.matching.switchAlias);
  const rows = aliases.data ?? [];
  const mayWrite = may('matching/switchAlias') && !book.readOnly;
  return (
    <section className="panel wb-rules-panel" aria-label={t('screens.workbench.aliases')}>
      <header className="panel-head">
        <h2>{t('screens.workbench.aliases')}</h2>
        <Input
          size="small"
          className="wb-find"
          allowClear={{ clearIcon: <ClearIcon /> }}
          value={text}
          placeholder={t('screens.workbench.alias_find')}
          aria-label={t('screens.workbench.alias_find')}
          onChange={event => setText(event.target.value)}
        />
      </header>
      {fault ? (
        <p className="clients-fault panel-text" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
      {aliases.error ? <ErrorPanel error={aliases.error} again={() => void aliases.refetch()} /> : null}
      {!aliases.data && !aliases.error ? <SkeletonRows rows={5} /> : null}
      {aliases.data && rows.length === 0 ? (
        <p className="panel-text">{t('screens.workbench.no_aliases')}</p>
      ) : null}
      {rows.length > 0 ? (
        <div className="wb-alias-scroll">
          <table className="plain-table wb-alias-table">
            <thead>
              <tr>
                <th>{t('screens.workbench.alias_col.on')}</th>
                <th>{t('screens.workbench.alias_col.text')}</th>
                <th>{t('screens.workbench.alias_col.client')}</th>
                <th>{t('screens.workbench.alias_col.from')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, SHOWN).map(alias => (
                <tr key={alias.id}>
                  <td>
                    <Checkbox
                      checked={alias.isOn}
                      disabled={!mayWrite || busy}
                      aria-label={t('screens.workbench.alias_on', { text: alias.text })}
                      onChange={event => void send({ alias: alias.id, isOn: event.target.checked })}
                    />
                  </td>
                  <td>{alias.text}</td>
                  <td>
                    <Link className="line-link" to={clientPath(alias.clientCode)}>
                      {alias.clientName}
                    </Link>
                  </td>
                  <td className="muted">
                    <From alias={alias} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {rows.length > SHOWN ? (
        <p className="panel-text">
          {t('screens.workbench.alias_more', { count: showCount(rows.length - SHOWN) })}
        </p>
      ) : null}
    </section>
  );
}

function From({ alias: { isLearnt, taughtBy, taughtAt } }: { alias: MatchAlias }) {
  const { t } = useTexts();
  if (!isLearnt || taughtAt === null) return t('screens.workbench.alias_listed');
  return t('screens.workbench.alias_learnt', {
    person: taughtBy ?? '',
    day: beijingDay(taughtAt),
  });
}
