import { CloseOutlined, EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { Link } from 'react-router';
import { refusalIn } from '../../app/catalogues.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { useJob } from '../../app/events.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { useNotify } from '../../app/notify.tsx';
import { statementPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { dropIncoming, type Incoming, type IncomingState, planFile } from './incoming.ts';

const TONES: Record<IncomingState, Tone> = {
  planning: 'info',
  password: 'warning',
  unknown: 'warning',
  refused: 'danger',
  stopped: 'neutral',
};

/** Files that have no plan yet, each with what it waits for. */
export function IncomingList({ book, files }: { book: string; files: readonly Incoming[] }) {
  const { t } = useTexts();
  return (
    <section className="panel" aria-labelledby="imports-incoming">
      <header className="panel-head">
        <h2 id="imports-incoming">{t('screens.imports.incoming')}</h2>
      </header>
      <ul className="incoming">
        {files.map(file => (
          <li key={file.fileId}>
            <div className="incoming-head">
              <span className="incoming-name" title={file.name}>
                {file.name}
              </span>
              <Chip tone={TONES[file.state]} word={t(`screens.imports.incoming.${file.state}`)} />
            </div>
            <IncomingAct book={book} file={file} />
            {file.state === 'planning' ? null : (
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined aria-hidden />}
                aria-label={t('screens.imports.leave_out', { file: file.name })}
                onClick={() => dropIncoming(file.fileId)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function IncomingAct({ book, file }: { book: string; file: Incoming }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const job = useJob(file.jobId);
  const again = () => void planFile(book, { id: file.fileId, name: file.name });
  switch (file.state) {
    case 'planning':
      return job ? (
        <JobProgress job={job}>
          <Button size="small" onClick={() => void desk.jobs.cancel({ id: job.id }).catch(notify.refusal)}>
            {t('screens.statements.stop')}
          </Button>
        </JobProgress>
      ) : (
        <span className="incoming-why" />
      );
    case 'password':
      return <PasswordLine book={book} file={file} />;
    case 'unknown':
      return (
        <span className="incoming-why">
          {t('screens.imports.unknown_text')}{' '}
          <Link className="line-link" to={`${statementPath(file.fileId)}?map&back=imports`}>
            {t('screens.imports.map')}
          </Link>
        </span>
      );
    case 'refused':
    case 'stopped':
      return (
        <span className="incoming-why">
          {file.error ? refusal(file.error) : t('screens.imports.stopped')}{' '}
          <Button size="small" onClick={again}>
            {t('screens.imports.again')}
          </Button>
        </span>
      );
  }
}

/** Asks for the password of an encrypted archive or workbook in its own line. */
function PasswordLine({ book, file }: { book: string; file: Incoming }) {
  const { t, refusal } = useTexts();
  const id = useId();
  const [password, setPassword] = useState('');
  const wrong = refusalIn(file.error)?.code === 'files.password_wrong';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void planFile(book, { id: file.fileId, name: file.name }, { password });
  };
  return (
    <form className="incoming-password" onSubmit={submit}>
      <label htmlFor={id}>{t('screens.statements.password_label')}</label>
      <Input.Password
        id={id}
        size="small"
        autoComplete="off"
        value={password}
        status={wrong ? 'error' : undefined}
        iconRender={visible =>
          visible ? (
            <EyeOutlined aria-label={t('screens.statements.password_hide')} />
          ) : (
            <EyeInvisibleOutlined aria-label={t('screens.statements.password_show')} />
          )
        }
        onChange={event => setPassword(event.target.value)}
      />
      <Button size="small" type="primary" htmlType="submit" disabled={password === ''}>
        {t('screens.imports.password_open')}
      </Button>
      {wrong ? (
        <span className="field-fault" role="alert">
          {refusal(file.error)}
        </span>
      ) : null}
    </form>
  );
}
