import { beijingTime } from '../../../domain/calendar/days.ts';
import '../journal/journal.css';
import '../accounts/accounts.css';
import './source-file.css';
import { DownloadOutlined, FileSearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { FileDetail } from '../../../domain/drill.ts';
import type { GridFilter } from '../../../domain/grid.ts';
import { useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { showBytes, showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES, statementPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import type { DeskGridHandle } from '../../grid/props.ts';
import { CopyText } from '../accounts/copy-text.tsx';
import { Trail } from '../accounts/trail.tsx';
import { useAddress, useRange } from '../accounts/use-range.ts';
import { usePostingWays } from '../journal/ways.ts';
import { useProfileTitle } from '../statements/words.ts';
import { RowPanel } from './row-panel.tsx';

/** An imported file with its rows and what each booked. */
export default function SourceFileScreen() {
  const { t } = useTexts();
  const { file } = useParams();
  return (
    <InBook title={t('screens.accounts.file')}>
      {book => <SourceFile key={file} book={book} file={Number(file)} />}
    </InBook>
  );
}

function SourceFile({ book, file }: { book: BookState; file: number }) {
  const { t } = useTexts();
  const notify = useNotify();
  const { range } = useRange(book.id);
  const facts = useQuery({
    queryKey: ['book', 'file', book.id, file],
    queryFn: () => desk.drill.file({ file }),
  });
  const title = facts.data?.name ?? t('screens.accounts.file');
  const { crumbs, ways, open } = usePostingWays(
    { code: 'screens.accounts.file_named', params: { name: title } },
    range,
  );
  const original = async (then: (fileId: string) => unknown) => {
    try {
      await then((await desk.imports.original({ file })).fileId);
    } catch (error) {
      notify.refusal(error);
    }
  };
  const save = useAction({
    id: 'file.save',
    title: 'screens.accounts.file.save',
    keys: 'mod+s',
    enabled: facts.data !== undefined,
    run: () => original(saveExport),
  });
  const inspect = useAction({
    id: 'file.inspect',
    title: 'screens.accounts.file.inspect',
    enabled: facts.data !== undefined,
    run: () => original(fileId => open(statementPath(fileId))),
  });
  return (
    <Page
      fill
      title={title}
      back={<Trail crumbs={crumbs} home={{ to: ROUTES.imports, title: { code: 'shell.nav.imports' } }} />}
      actions={
        <>
          <Button
            icon={<FileSearchOutlined aria-hidden />}
            disabled={!facts.data}
            onClick={() => void inspect.run()}
          >
            {t(inspect.title)}
          </Button>
          <Button
            icon={<DownloadOutlined aria-hidden />}
            disabled={!facts.data}
            onClick={() => void save.run()}
          >
            {t(save.title)}
          </Button>
        </>
      }
    >
      {facts.isError ? <ErrorPanel error={facts.error} again={() => void facts.refetch()} /> : null}
      {facts.isPending ? <SkeletonRows rows={14} /> : null}
      {facts.data ? (
        <>
          <Strip facts={facts.data} />
          <Rows facts={facts.data} ways={ways} />
        </>
      ) : null}
    </Page>
  );
}

function Rows({ facts, ways }: { facts: FileDetail; ways: ReturnType<typeof usePostingWays>['ways'] }) {
  const { t } = useTexts();
  const { file } = facts;
  const { search, change } = useAddress();
  const asked = search.get('row');
  const arrival = useRef(asked === null ? lineIn(search) : { row: asked });
  const [shown, setShown] = useState<number | null>(asked === null ? null : Number(asked));
  // Only on arrival: afterwards the address follows the focus.
  const attach = useCallback(
    (handle: DeskGridHandle | null) => {
      const at = arrival.current;
      arrival.current = null;
      if (!handle || at === null) return;
      if ('row' in at) void handle.scrollTo(at.row);
      else
        void rowAtLine(file, at).then(
          row => row !== null && handle.scrollTo(row),
          () => undefined,
        );
    },
    [file],
  );
  return (
    <div className="result-main">
      <DeskGrid
        ref={attach}
        grid={`book:rows:${facts.file}`}
        layoutKey="book:rows"
        name={facts.name}
        unit={t('screens.accounts.yuan')}
        emptyText={t('screens.accounts.file.none')}
        onFocusRow={row => {
          setShown(Number(row.id));
          change({ row: row.id });
        }}
      />
      <RowPanel row={shown} {...ways} />
    </div>
  );
}

interface LinePlace {
  sheet: string;
  line: number;
}

/** The line of a sheet that the address names. */
function lineIn(search: URLSearchParams): LinePlace | null {
  const line = Number(search.get('line'));
  return Number.isInteger(line) && line > 0 ? { sheet: search.get('sheet') ?? '', line } : null;
}

/** The newest kept row of a line; null where none was kept. */
async function rowAtLine(file: number, { sheet, line }: LinePlace): Promise<string | null> {
  const filter: GridFilter = [{ kind: 'between', column: 'row', from: line, to: line }];
  const query = { filter, sort: [] };
  const { rows } = await desk.grids.window({
    grid: `book:rows:${file}`,
    query,
    from: 0,
    count: ROWS_OF_LINE,
  });
  return rows.findLast(row => (row.values.sheet ?? '') === sheet)?.id ?? null;
}

/** Sheets and versions that one line number may stand for. */
const ROWS_OF_LINE = 200;

function Strip({ facts }: { facts: FileDetail }) {
  const { t } = useTexts();
  const form = useProfileTitle();
  const { sha256, bytes, profile, account, importedAt, actor, rows } = facts;
  const count = rows.reduce((sum, state) => sum + state.count, 0);
  const states = rows
    .map(state => `${t(`bookgrid.state.${state.state}`)} ${showCount(state.count)}`)
    .join(' · ');
  const parts = [
    { name: 'form', main: form(profile), sub: account ?? '' },
    { name: 'rows', main: showCount(count), sub: states },
    { name: 'imported', main: beijingTime(importedAt), sub: actor },
    { name: 'size', main: showBytes(bytes), sub: '' },
  ];
  return (
    <dl className="strip file-strip">
      {parts.map(({ name, main, sub }) => (
        <div key={name}>
          <dt>{t(`screens.accounts.file.${name}`)}</dt>
          <dd className="figures" title={main}>
            {main}
          </dd>
          <dd className="strip-sub" title={sub}>
            {sub}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('screens.accounts.file.sha256')}</dt>
        <dd className="figures">
          <CopyText text={sha256} shown={sha256.slice(0, 12)} />
        </dd>
        <dd className="strip-sub">{t('screens.accounts.file.sha256_about')}</dd>
      </div>
    </dl>
  );
}
