import { CloseOutlined, FileSearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { StagedFile } from '../../../domain/job.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showBytes, showCount } from '../../app/figures.ts';
import { Bar } from '../../app/job-progress.tsx';
import { useNotify } from '../../app/notify.tsx';
import { shareDone } from '../../app/pace.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { pairPath, statementPath } from '../../app/routes.ts';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { useFileView } from './inspections.ts';
import { Sum } from './sums.tsx';
import { STATE_TONES, useProfileTitle } from './words.ts';

/** Where files come in, and those of this session with what became of each. */
export function ListPage() {
  const { t } = useTexts();
  const go = useNavigate();
  const staging = useStaging();
  const [picked, setPicked] = useState<string[]>([]);
  const files = useQuery({ queryKey: ['statements', 'files'], queryFn: () => desk.files.list() });
  const onFiles = async (chosen: File[]) => {
    const staged = await staging.stage(chosen);
    if (staged?.length === 1) go(statementPath(staged[0]!.id));
  };
  const pick = (id: string, on: boolean) =>
    setPicked(before =>
      on ? [...before.filter(each => each !== id), id].slice(-2) : before.filter(each => each !== id),
    );

  return (
    <Page
      title={t('screens.statements.title')}
      about={t('screens.statements.about')}
      actions={
        <Button
          disabled={picked.length !== 2}
          onClick={() => go(pairPath(picked[0] ?? null, picked[1] ?? null))}
        >
          {t('screens.statements.compare_picked', { count: picked.length })}
        </Button>
      }
    >
      <div className="files-page">
        <DropZone
          name={t('screens.statements.drop')}
          hint={t('screens.statements.drop_hint')}
          icon={<FileSearchOutlined aria-hidden />}
          multiple
          share={staging.share}
          onFiles={chosen => void onFiles(chosen)}
        />
        {files.isError ? <ErrorPanel error={files.error} again={() => void files.refetch()} /> : null}
        {files.isPending ? <SkeletonRows rows={4} /> : null}
        {files.data ? (
          files.data.length > 0 ? (
            <FileTable files={files.data} picked={picked} pick={pick} />
          ) : (
            <DemoLines />
          )
        ) : null}
      </div>
    </Page>
  );
}

function FileTable(props: {
  files: StagedFile[];
  picked: readonly string[];
  pick(id: string, on: boolean): void;
}) {
  const { t } = useTexts();
  const headings = ['file', 'state', 'form', 'rows', 'income', 'expense', 'size'] as const;
  const figures = new Set<string>(['rows', 'income', 'expense', 'size']);
  return (
    <section className="panel" aria-label={t('screens.statements.files')}>
      <table className="plain-table files-table">
        <thead>
          <tr>
            <th aria-label={t('screens.statements.pick')} />
            {headings.map(heading => (
              <th key={heading} className={figures.has(heading) ? 'number' : undefined}>
                {t(`screens.statements.col.${heading}`)}
              </th>
            ))}
            <th aria-label={t('screens.statements.drop_file')} />
          </tr>
        </thead>
        <tbody>
          {[...props.files].reverse().map(file => (
            <FileLine key={file.id} file={file} picked={props.picked.includes(file.id)} pick={props.pick} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FileLine(props: { file: StagedFile; picked: boolean; pick(id: string, on: boolean): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const titleOf = useProfileTitle();
  const { file } = props;
  const { state, inspection, job } = useFileView(file.id);
  const share = job && state === 'reading' ? shareDone(job) : undefined;
  return (
    <tr>
      <td>
        <Checkbox
          checked={props.picked}
          disabled={!inspection}
          aria-label={t('screens.statements.pick_file', { file: file.name })}
          onChange={event => props.pick(file.id, event.target.checked)}
        />
      </td>
      <td className="files-name">
        <Link className="line-link" to={statementPath(file.id)} title={file.name}>
          {file.name}
        </Link>
      </td>
      <td className="files-state">
        {share === undefined ? (
          <Chip tone={STATE_TONES[state]} word={t(`screens.statements.state.${state}`)} />
        ) : (
          <Bar share={share} name={t('screens.statements.state.reading')} />
        )}
      </td>
      <td>{inspection ? titleOf(inspection.profile) : ''}</td>
      <td className="number figures">{inspection ? showCount(inspection.rows) : ''}</td>
      <td className="number figures">{inspection?.profile ? <Sum sum={inspection.income} /> : ''}</td>
      <td className="number figures">{inspection?.profile ? <Sum sum={inspection.expense} /> : ''}</td>
      <td className="number figures">{showBytes(file.bytes)}</td>
      <td className="acts">
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.statements.remove', { file: file.name })}
          onClick={() => void desk.files.drop({ fileId: file.id }).catch(notify.refusal)}
        />
      </td>
    </tr>
  );
}

/** With no file yet: the demo agency's statements, to see what a reading looks like. */
function DemoLines() {
  const { t } = useTexts();
  const go = useNavigate();
  const notify = useNotify();
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: () => desk.demo.files(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const stage = async (name: string) => {
    try {
      go(statementPath((await desk.demo.stage({ name })).id));
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <section className="panel" aria-labelledby="files-demo">
      <header className="panel-head">
        <h2 id="files-demo">{t('screens.statements.demo')}</h2>
      </header>
      <p className="panel-text">{t('screens.statements.demo_text')}</p>
      {demo.isError ? <ErrorPanel error={demo.error} again={() => void demo.refetch()} /> : null}
      <ul className="lines">
        {(demo.data ?? []).map(({ name }) => (
          <li key={name}>
            <button type="button" className="line-link" onClick={() => void stage(name)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
