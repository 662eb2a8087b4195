import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Link } from 'react-router';
import type { StagedFile } from '../../../domain/job.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showCount } from '../../app/figures.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { statementPath } from '../../app/routes.ts';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { SheetChoice } from '../statements/facts.tsx';
import { useFileName } from '../statements/file-name.ts';
import { read, useFileView } from '../statements/inspections.ts';
import { PasswordForm } from '../statements/password-form.tsx';
import { Sum } from '../statements/sums.tsx';
import { STATE_TONES, useProfileTitle } from '../statements/words.ts';
import type { Side } from './choice.ts';

interface Props {
  side: Side;
  fileId: string | null;
  put(fileId: string | null): void;
  take(staged: StagedFile[]): void;
}

/** One side of a comparison: a place to drop a file on, or the file with what was read from it. */
export function FileSlot(props: Props) {
  const { t } = useTexts();
  const id = `slot-${props.side}`;
  return (
    <section className="slot" aria-labelledby={id}>
      <h2 id={id}>{t(`screens.compare.${props.side}`)}</h2>
      {props.fileId === null ? (
        <EmptySlot {...props} />
      ) : (
        <FilledSlot key={props.fileId} fileId={props.fileId} clear={() => props.put(null)} />
      )}
    </section>
  );
}

function EmptySlot({ side, put, take }: Props) {
  const { t } = useTexts();
  const staging = useStaging();
  const files = useQuery({ queryKey: ['statements', 'files'], queryFn: () => desk.files.list() });
  const onFiles = async (chosen: File[]) => {
    const staged = await staging.stage(chosen);
    if (staged) take(staged);
  };
  return (
    <div className="slot-empty">
      <DropZone
        name={t('screens.compare.drop', { side: t(`screens.compare.${side}`) })}
        hint={t('screens.compare.drop_hint')}
        multiple
        share={staging.share}
        onFiles={chosen => void onFiles(chosen)}
      />
      <Select
        className="slot-choice"
        value={null}
        placeholder={t('screens.compare.from_opened')}
        aria-label={t('screens.compare.from_opened')}
        disabled={!files.data?.length}
        showSearch={{ optionFilterProp: 'label' }}
        options={[...(files.data ?? [])].reverse().map(file => ({ value: file.id, label: file.name }))}
        onChange={(fileId: string | null) => put(fileId)}
      />
    </div>
  );
}

function FilledSlot({ fileId, clear }: { fileId: string; clear(): void }) {
  const { t, refusal } = useTexts();
  const titleOf = useProfileTitle();
  const { state, inspection, job, error } = useFileView(fileId);
  const name = useFileName(fileId) ?? inspection?.file ?? '';
  return (
    <div className="panel slot-file">
      <header className="slot-head">
        <Link className="line-link" to={statementPath(fileId)} title={name}>
          {name}
        </Link>
        <Chip tone={STATE_TONES[state]} word={t(`screens.statements.state.${state}`)} />
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.compare.take_out', { file: name })}
          onClick={clear}
        />
      </header>
      {state === 'password' ? (
        <PasswordForm error={error} open={password => read(fileId, { password })} />
      ) : state === 'refused' ? (
        <p className="slot-fault" role="alert">
          {error ? refusal(error) : t('screens.statements.stopped')}{' '}
          <Button size="small" onClick={() => void read(fileId)}>
            {t('screens.statements.read_again')}
          </Button>
        </p>
      ) : state === 'reading' && job ? (
        <JobProgress job={job} />
      ) : inspection ? (
        <dl className="slot-facts">
          <Fact name={t('screens.statements.fact.form')}>{titleOf(inspection.profile)}</Fact>
          <Fact name={t('screens.statements.fact.sheet')}>
            <SheetChoice fileId={fileId} inspection={inspection} />
          </Fact>
          <Fact name={t('screens.statements.rows')}>{showCount(inspection.rows)}</Fact>
          <Fact name={t('screens.statements.period_word')}>
            {inspection.firstDate && inspection.lastDate
              ? t('screens.statements.period', { first: inspection.firstDate, last: inspection.lastDate })
              : t('grid.unknown')}
          </Fact>
          {inspection.profile ? (
            <>
              <Fact name={t('screens.statements.income')}>
                <Sum sum={inspection.income} />
              </Fact>
              <Fact name={t('screens.statements.expense')}>
                <Sum sum={inspection.expense} />
              </Fact>
            </>
          ) : null}
        </dl>
      ) : null}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
