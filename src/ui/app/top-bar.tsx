import './top-bar.css';
import { LockOutlined, SearchOutlined, UnorderedListOutlined, WalletOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { Link } from 'react-router';
import type { Language } from '../../domain/text.ts';
import { showKeys } from '../commands/keys.ts';
import { type Action, ActionButton, isMac } from './actions.tsx';
import { useBookState } from './book.tsx';
import { Chip } from './chip.tsx';
import { useJobs } from './events.tsx';
import { ProfileSwitch } from './profile-switch.tsx';
import { ROUTES } from './routes.ts';
import { useChangeSettings, useSettings } from './settings.ts';
import { useTexts } from './texts.ts';

/** Product, open book, search over every action and client, jobs, language, theme. */
export function TopBar(props: { palette: Action; jobs: Action; theme: Action; jobsOpen: boolean }) {
  const { t } = useTexts();
  const { language } = useSettings();
  const change = useChangeSettings();
  return (
    <header className="top-bar">
      <Link to={ROUTES.start} className="brand">
        <Mark />
        <span>{t('shell.product')}</span>
      </Link>
      <BookChip />
      <button type="button" className="search-box" onClick={() => void props.palette.run()}>
        <SearchOutlined aria-hidden />
        <span>{t('shell.search')}</span>
        <kbd>{showKeys('mod+k', isMac).join(' ')}</kbd>
      </button>
      <div className="top-acts">
        <ProfileSwitch />
        <JobsButton action={props.jobs} open={props.jobsOpen} />
        <Segmented<Language>
          size="small"
          aria-label={t('shell.language')}
          value={language}
          onChange={value => void change({ language: value })}
          options={[
            { value: 'zh', label: t('shell.language.zh') },
            { value: 'en', label: t('shell.language.en') },
          ]}
        />
        <ActionButton action={props.theme} word={false} type="text" />
      </div>
    </header>
  );
}

/** Which book is open, whether it is encrypted and whether it can be written; leads to the books. */
function BookChip() {
  const { t } = useTexts();
  const { book } = useBookState();
  const name = book ? t('screens.books.chip_open', { name: book.name }) : t('screens.books.chip_none');
  return (
    <Link to={ROUTES.books} className="book-chip" data-open={Boolean(book)} title={name} aria-label={name}>
      {book?.sealed ? <LockOutlined aria-hidden /> : <WalletOutlined aria-hidden />}
      <span className="book-chip-name">
        {book === undefined ? '' : book === null ? t('screens.books.chip_none') : book.name}
      </span>
      {book?.readOnly ? <Chip tone="warning" word={t('screens.books.read_only')} /> : null}
    </Link>
  );
}

/** Opens the job tray; says how many run. */
function JobsButton({ action, open }: { action: Action; open: boolean }) {
  const { t } = useTexts();
  const running = [...useJobs().values()].filter(job => job.state === 'running').length;
  return (
    <button
      type="button"
      id="jobs-button"
      className="jobs-button"
      data-running={running > 0}
      aria-expanded={open}
      aria-controls="job-tray"
      onClick={() => void action.run()}
    >
      <UnorderedListOutlined aria-hidden />
      <span>{t('shell.jobs')}</span>
      <span
        className="jobs-count figures"
        role="status"
        aria-label={t('shell.jobs.running', { count: running })}
      >
        {running}
      </span>
    </button>
  );
}

/** Two columns of entries that meet. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="1" width="18" height="18" rx="4" className="mark-ground" />
      <path d="M5 6h4M5 10h3M5 14h4M11 6h4M12 10h3M11 14h4" className="mark-lines" />
      <path d="M8 10h4" className="mark-tie" />
    </svg>
  );
}
