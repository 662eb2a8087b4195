import { useQuery } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ManyAccepted } from '../../../contract/matching-bench.ts';
import type { Relation } from '../../../domain/matching/book/relations.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useCommand } from '../upgrade/queries.ts';
import type { MonthScope } from './queries.ts';

const AT_ONCE = 1_000;
const MOST = 10_000;
const REFUSED_SHOWN = 20;

/** Suggestions of a scope by their ids, as many as one act takes. */
async function suggestionsOf(asked: MonthScope & { relation?: Relation }): Promise<number[]> {
  const ids: number[] = [];
  for (;;) {
    const { matches, total } = await desk.matching.list({
      ...{ ...asked, state: 'suggested', offset: ids.length, limit: AT_ONCE },
    });
    ids.push(...matches.map(({ id }) => id));
    if (matches.length === 0 || ids.length >= Math.min(total, MOST)) return ids;
  }
}

/** Accepts many suggestions at once, after it was shown what that does. */
export function BulkPanel(props: MonthScope & { relation: Relation; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { month, client, relation, close } = props;
  const [all, setAll] = useState(false);
  const panel = useRef<HTMLFormElement>(null);
  const asked = all ? { month, client } : { month, client, relation };
  const preview = useQuery({
    queryKey: ['book', 'matching', 'preview', asked],
    queryFn: async () => {
      const matches = await suggestionsOf(asked);
      return {
        matches,
        does: matches.length === 0 ? null : await desk.matching.previewMany({ month, matches }),
      };
    },
  });
  const accept = useCommand(desk.matching.acceptMany);
  const { matches = [], does = null } = preview.data ?? {};
  const ready = does !== null && does.accepted > 0;
  useEffect(() => panel.current?.querySelector<HTMLElement>('input:checked')?.focus(), []);
  const submit = async () => {
    const done = await accept.send({ month, matches, note: null });
    if (!done) return;
    notify.success('screens.workbench.bulk_done', { count: showCount(done.accepted) });
    close();
  };
  return (
    <form
      ref={panel}
      className="wb-panel"
      aria-label={t('screens.workbench.bulk')}
      onSubmit={event => {
        event.preventDefault();
        if (ready && !accept.busy) void submit();
      }}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.preventDefault();
          close();
        }
        if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        if (ready && !accept.busy) void submit();
      }}
    >
      <h2>{t('screens.workbench.bulk')}</h2>
      <Radio.Group
        value={all}
        aria-label={t('screens.workbench.bulk_scope')}
        onChange={event => setAll(event.target.value)}
        options={[
          {
            value: false,
            label: t('screens.workbench.bulk_one', { relation: t(`screens.workbench.relation.${relation}`) }),
          },
          { value: true, label: t('screens.workbench.bulk_all') },
        ]}
      />
      {preview.error ? <ErrorPanel error={preview.error} again={() => void preview.refetch()} /> : null}
      {preview.isPending ? <SkeletonRows rows={5} /> : null}
      {preview.data && does === null ? <p className="muted">{t('screens.workbench.bulk_none')}</p> : null}
      {does ? <Does does={does} /> : null}
      {accept.fault ? (
        <p className="clients-fault" role="alert">
          {refusal(accept.fault)}
        </p>
      ) : null}
      <div className="wb-do">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={accept.busy}>
          {t('screens.workbench.bulk_do', {
            count: showCount(does?.accepted ?? 0),
            amount: showFen(does?.fen ?? 0),
          })}
        </Button>
        <Button onClick={close}>{t('screens.workbench.bulk_close')}</Button>
      </div>
    </form>
  );
}

/** What it does, relation by relation, and what it leaves with the reason. */
function Does({ does }: { does: ManyAccepted }) {
  const { t } = useTexts();
  // Several suggestions of one row are left for the same reason.
  const why = [...new Set(does.refused.map(({ code, params }) => t(code, params)))];
  return (
    <div className="wb-card-scroll" aria-live="polite">
      <table className="side-table">
        <thead>
          <tr>
            <th>{t('screens.workbench.bulk_col.relation')}</th>
            <th className="number">{t('screens.workbench.bulk_col.matches')}</th>
            <th className="number">{t('screens.workbench.bulk_col.rows')}</th>
            <th className="number">{t('screens.workbench.bulk_col.amount')}</th>
            <th className="number">{t('screens.workbench.bulk_col.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {does.byRelation.map(({ relation, matches, rows, fen, differenceFen }) => (
            <tr key={relation}>
              <td>{t(`screens.workbench.relation.${relation}`)}</td>
              <td className="number figures">{showCount(matches)}</td>
              <td className="number figures">{showCount(rows)}</td>
              <td className="number figures">{showFen(fen)}</td>
              <td className={differenceFen < 0 ? 'number figures desk-negative' : 'number figures'}>
                {differenceFen === 0 ? '–' : showFen(differenceFen)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {does.refused.length > 0 ? (
        <>
          <h3>{t('screens.workbench.bulk_left', { count: showCount(does.refused.length) })}</h3>
          <ul className="wb-refused">
            {why.slice(0, REFUSED_SHOWN).map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {why.length > REFUSED_SHOWN ? (
            <p className="muted">
              {t('screens.workbench.bulk_more', { count: showCount(why.length - REFUSED_SHOWN) })}
            </p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
