import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { BookState, RecentBook } from '../../../contract/books.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import type { Target } from './opening.ts';

export function useRecentBooks() {
  return useQuery({ queryKey: ['books', 'recent'], queryFn: () => desk.books.recent() });
}

/** 打开: books that were open here before, and a place for the file of another. */
export function OtherBooks(props: {
  book: BookState | null;
  busy: Target | null;
  open(target: Target): void;
}) {
  const { t } = useTexts();
  const recent = useRecentBooks();
  const others = (recent.data ?? []).filter(each => each.path !== props.book?.path);
  return (
    <section className="panel" aria-labelledby="books-recent">
      <header className="panel-head">
        <h2 id="books-recent">{t(props.book ? 'screens.books.other' : 'screens.books.open_title')}</h2>
        {props.book ? <span className="books-head-note">{t('screens.books.other_about')}</span> : null}
      </header>
      {recent.isPending ? <SkeletonRows rows={3} /> : null}
      {recent.isError ? <ErrorPanel error={recent.error} again={() => void recent.refetch()} /> : null}
      {recent.data && others.length === 0 ? (
        <p className="panel-text">
          {t(props.book ? 'screens.books.recent_no_other' : 'screens.books.recent_none')}
        </p>
      ) : null}
      {others.length > 0 ? <RecentTable books={others} busy={props.busy} open={props.open} /> : null}
      <OpenFile open={props.open} />
    </section>
  );
}

function RecentTable(props: { books: RecentBook[]; busy: Target | null; open(target: Target): void }) {
  const { t } = useTexts();
  const isBusy = (id: string) => props.busy !== null && 'id' in props.busy.book && props.busy.book.id === id;
  return (
    <table className="plain-table books-recent">
      <thead>
        <tr>
          <th>{t('screens.books.name')}</th>
          <th>{t('screens.books.place')}</th>
          <th>{t('screens.books.opened_at')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {props.books.map(({ id, name, path, openedAt, present }) => (
          <tr key={id}>
            <td className="books-recent-name">
              {name} {present ? null : <Chip tone="warning" word={t('screens.books.missing')} />}
            </td>
            <td className="books-recent-path" title={path}>
              {path}
            </td>
            <td className="figures">{beijingTime(openedAt)}</td>
            <td className="acts">
              <Button
                size="small"
                loading={isBusy(id)}
                disabled={props.busy !== null}
                aria-label={t('screens.books.open_named', { name })}
                onClick={() => props.open({ book: { id }, name })}
              >
                {t('screens.books.open')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OpenFile({ open }: { open(target: Target): void }) {
  const { t } = useTexts();
  const staging = useStaging();
  const onFiles = async (files: File[]) => {
    const staged = await staging.stage(files.slice(0, 1));
    if (staged?.[0]) open({ book: { fileId: staged[0].id }, name: staged[0].name });
  };
  return (
    <div className="books-drop">
      <DropZone
        name={t('screens.books.open_drop')}
        hint={t('screens.books.open_drop_hint')}
        share={staging.share}
        onCancel={staging.cancel}
        onFiles={files => void onFiles(files)}
      />
    </div>
  );
}
