import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { BookCopy, BookState } from '../../../contract/books.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { Chip } from '../../app/chip.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showBytes, showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import type { Restoring } from './opening.ts';

function useCopies(id?: string) {
  return useQuery({
    queryKey: ['books', 'copies', id ?? null],
    queryFn: () => desk.books.copies(id === undefined ? {} : { id }),
  });
}

function restoringOf(copy: BookCopy, book: { id: string | undefined; name: string }): Restoring {
  return {
    ...book,
    copy: { name: copy.name },
    about: 'screens.books.restore.of_copy',
    params: { at: beijingTime(copy.takenAt), bytes: showBytes(copy.bytes) },
    sealed: copy.sealed,
  };
}

/** 备份 of the open book: each can be saved elsewhere or put in its place; so can a file that was saved. */
export function Copies(props: {
  book: BookState;
  recentId: string | undefined;
  restore(wanted: Restoring): void;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const copies = useCopies();
  const save = async (copy: BookCopy) => {
    try {
      const { fileId, name } = await desk.books.saveCopy({ name: copy.name });
      if (await saveExport(fileId)) notify.success('shell.jobs.saved', { name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <section className="panel" aria-labelledby="books-copies">
      <header className="panel-head">
        <h2 id="books-copies">{t('screens.books.copies')}</h2>
        <span className="books-head-note">{t('screens.books.copies_about')}</span>
      </header>
      {copies.isPending ? <SkeletonRows rows={3} /> : null}
      {copies.isError ? <ErrorPanel error={copies.error} again={() => void copies.refetch()} /> : null}
      {copies.data?.length === 0 ? <p className="panel-text">{t('screens.books.copies_none')}</p> : null}
      {copies.data && copies.data.length > 0 ? (
        <CopyTable
          copies={copies.data}
          acts={copy => (
            <>
              <Button size="small" onClick={() => void save(copy)}>
                {t('screens.books.save_copy')}
              </Button>
              <Button
                size="small"
                onClick={() =>
                  props.restore(restoringOf(copy, { id: props.recentId, name: props.book.name }))
                }
              >
                {t('screens.books.restore')}
              </Button>
            </>
          )}
        />
      ) : null}
      <RestoreFromFile
        put={(fileId, file) =>
          props.restore({
            id: props.recentId,
            name: props.book.name,
            copy: { fileId },
            about: 'screens.books.restore.of_file',
            params: { file },
            sealed: undefined,
          })
        }
      />
    </section>
  );
}

function CopyTable({ copies, acts }: { copies: BookCopy[]; acts(copy: BookCopy): React.ReactNode }) {
  const { t } = useTexts();
  const unknown = t('grid.unknown');
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('screens.books.col.taken')}</th>
          <th>{t('screens.books.col.checked')}</th>
          <th className="number">{t('screens.books.col.transfers')}</th>
          <th className="number">{t('screens.books.col.size')}</th>
          <th>{t('screens.books.col.sealed')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {copies.map(copy => (
          <tr key={copy.name}>
            <td className="figures" title={copy.name}>
              {beijingTime(copy.takenAt)}
            </td>
            <td>
              <Chip
                tone={copy.verified ? 'success' : 'danger'}
                word={t(copy.verified ? 'screens.books.copy_good' : 'screens.books.copy_bad')}
              />
            </td>
            <td className="number figures">
              {copy.transfers === null ? unknown : showCount(copy.transfers)}
            </td>
            <td className="number figures">{copy.bytes === 0 ? unknown : showBytes(copy.bytes)}</td>
            <td>{t(copy.sealed ? 'screens.books.sealed_its_day' : 'screens.books.not_sealed')}</td>
            <td className="acts">{acts(copy)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RestoreFromFile({ put }: { put(fileId: string, file: string): void }) {
  const { t } = useTexts();
  const staging = useStaging();
  const onFiles = async (files: File[]) => {
    const staged = await staging.stage(files.slice(0, 1));
    if (staged?.[0]) put(staged[0].id, staged[0].name);
  };
  return (
    <div className="books-drop">
      <DropZone
        name={t('screens.books.restore_drop')}
        hint={t('screens.books.restore_drop_hint')}
        share={staging.share}
        onCancel={staging.cancel}
        onFiles={files => void onFiles(files)}
      />
    </div>
  );
}

/** Copies of a recent book that does not open, in the side panel. */
export function CopyChoice(props: { id: string; name: string; restore(wanted: Restoring): void }) {
  const { t } = useTexts();
  const copies = useCopies(props.id);
  return (
    <section className="books-choice" aria-labelledby="books-choice">
      <h3 id="books-choice">{t('screens.books.copies')}</h3>
      {copies.isPending ? <SkeletonRows rows={2} /> : null}
      {copies.isError ? <ErrorPanel error={copies.error} again={() => void copies.refetch()} /> : null}
      {copies.data?.length === 0 ? (
        <p className="books-note">{t('screens.books.copies_none_damaged')}</p>
      ) : null}
      <ul>
        {(copies.data ?? []).map(copy => (
          <li key={copy.name}>
            <span className="figures">{beijingTime(copy.takenAt)}</span>
            <span className="books-note figures">{showBytes(copy.bytes)}</span>
            {copy.verified ? null : <Chip tone="danger" word={t('screens.books.copy_bad')} />}
            <Button size="small" onClick={() => props.restore(restoringOf(copy, props))}>
              {t('screens.books.restore')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
