import { useQuery } from '@tanstack/react-query';
import type { ClientView, HistoryChangeView, HistoryEntryView } from '../../../contract/clients.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { desk } from '../../app/client.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { changedRow, type ShownValue, shownFields } from './history.ts';
import { TabPanel } from './tab-panel.tsx';

/** 记录: every command that touched the client, with what it changed, newest first. */
export function HistoryTab({ client }: { client: ClientView }) {
  const { t } = useTexts();
  const { code } = client;
  const history = useQuery({
    queryKey: ['book', 'clients', 'history', code],
    queryFn: () => desk.clients.history({ code }),
  });
  return (
    <TabPanel about={t('screens.clients.history_about')}>
      {history.isError ? <ErrorPanel error={history.error} again={() => void history.refetch()} /> : null}
      {history.isPending ? <SkeletonRows rows={8} /> : null}
      <ol className="clients-history">
        {(history.data ?? []).map(entry => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
    </TabPanel>
  );
}

function Entry({ entry }: { entry: HistoryEntryView }) {
  const { t } = useTexts();
  const changes = entry.changes.filter(change => shownFields(change).length > 0);
  return (
    <li>
      <p className="clients-history-head">
        <span className="figures">{beijingTime(entry.at)}</span>
        <strong>{t(entry.procedure)}</strong>
        <span className="muted figures">
          {t('screens.clients.log_entry', { seq: entry.seq, actor: entry.actor })}
        </span>
      </p>
      <ul>
        {changes.map((change, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was logged never changes its place
          <ChangeLine key={at} change={change} />
        ))}
      </ul>
    </li>
  );
}

function ChangeLine({ change }: { change: HistoryChangeView }) {
  const { t } = useTexts();
  const say = (value: ShownValue | null) =>
    value === null ? t('screens.clients.nothing') : value.isCode ? t(value.text) : value.text;
  return (
    <li className="clients-history-line">
      <span className="clients-history-table">
        {t(`screens.clients.table.${change.table}`)}
        {change.before === null ? t('screens.clients.added') : ''}
      </span>
      <span>
        <span className="clients-history-row">{changedRow(change)}</span>
        {shownFields(change).map(({ name, before, after }) => (
          <span key={name} className="clients-history-field">
            <span className="muted">{t(name)}</span> {change.before === null ? null : `${say(before)} → `}
            {say(after)}
          </span>
        ))}
      </span>
    </li>
  );
}
