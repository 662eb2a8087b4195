import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BookCopy, BookReport, BookState } from '../../../contract/books.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showBytes, showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { JobInLine, useStartedJob } from './book-jobs.tsx';
import { ageOf, isStale } from './copy-age.ts';

/** The open book: what it is, its last good copy, its last check, and what can be done with it as a whole. */
export function OpenBook({ book, changePassphrase }: { book: BookState; changePassphrase(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const backup = useStartedJob(
    () => desk.books.backup(),
    result => result?.kind === 'copy' && notify.success('screens.books.backed_up', { name: result.name }),
  );
  const verify = useStartedJob(
    () => desk.books.verify(),
    result =>
      result?.kind === 'verified' &&
      (result.ok
        ? notify.success('screens.books.verified_ok')
        : notify.info('screens.books.verified_faults', { count: result.findings })),
  );
  const [closing, setClosing] = useState(false);
  const close = async () => {
    setClosing(true);
    try {
      await desk.books.close();
    } catch (error) {
      notify.refusal(error);
    } finally {
      setClosing(false);
    }
  };
  const acts = {
    backup: useAction({
      id: 'books.backup',
      title: 'screens.books.backup',
      keys: 'mod+s',
      needs: ['books/backup'],
      enabled: !backup.busy,
      run: backup.run,
    }),
    verify: useAction({
      id: 'books.verify',
      title: 'screens.books.verify',
      keys: 'v',
      needs: ['books/verify'],
      enabled: !verify.busy,
      run: verify.run,
    }),
    close: useAction({ id: 'books.close', title: 'screens.books.close', enabled: !closing, run: close }),
    passphrase: useAction({
      id: 'books.passphrase',
      title: `screens.books.passphrase.${book.sealed ? 'change' : 'first'}`,
      needs: ['books/changePassphrase'],
      enabled: !book.readOnly,
      run: changePassphrase,
    }),
  };
  const verdict = useQuery({ queryKey: ['books', 'verdict'], queryFn: () => desk.books.verdict() });
  return (
    <section className="panel" aria-labelledby="books-open">
      <header className="panel-head books-open-head">
        <h2 id="books-open">{book.name}</h2>
        <span className="books-chips">
          <Chip tone="success" word={t('screens.books.is_open')} />
          {book.readOnly ? <Chip tone="warning" word={t('screens.books.read_only')} /> : null}
          <Chip
            tone={book.sealed ? 'info' : 'neutral'}
            word={t(book.sealed ? 'screens.books.sealed' : 'screens.books.not_sealed')}
          />
        </span>
        <ActionButton action={acts.close} loading={closing} />
      </header>
      {book.inPlace ? null : (
        <p className="books-warning" role="alert">
          {t('screens.books.not_in_place')}
        </p>
      )}
      <dl className="books-facts">
        <Fact name={t('screens.books.first_period')}>{book.firstPeriod}</Fact>
        <Fact name={t('screens.books.size')}>{showBytes(book.bytes)}</Fact>
        <Fact name={t('screens.books.version')}>{book.version}</Fact>
        <Fact name={t('screens.books.place')} wide>
          {book.path}
        </Fact>
      </dl>
      <Line
        name={t('screens.books.last_copy')}
        act={<ActionButton action={acts.backup} type="primary" loading={backup.busy} />}
      >
        {backup.job ? <JobInLine job={backup.job} /> : <LastCopy copy={book.lastGoodCopy} />}
      </Line>
      <Line name={t('screens.books.check')} act={<ActionButton action={acts.verify} loading={verify.busy} />}>
        {verify.job ? <JobInLine job={verify.job} /> : <Verdict verdict={verdict.data ?? null} />}
      </Line>
      <Line name={t('screens.books.passphrase')} act={<ActionButton action={acts.passphrase} />}>
        <span className="books-note">
          {t(book.sealed ? 'screens.books.sealed_about' : 'screens.books.not_sealed_about')}
        </span>
      </Line>
      {verdict.data && !verdict.data.ok ? <Findings findings={verdict.data.findings} /> : null}
    </section>
  );
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div data-wide={wide}>
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}

function Line({ name, act, children }: { name: string; act: ReactNode; children: ReactNode }) {
  return (
    <div className="books-line">
      <h3>{name}</h3>
      <div className="books-line-body">{children}</div>
      {act}
    </div>
  );
}

/** When the last good copy was taken and whether that is too long ago; `brief` leaves out what follows from it. */
export function LastCopy({ copy, brief = false }: { copy: BookCopy | null; brief?: boolean }) {
  const { t } = useTexts();
  if (!copy)
    return (
      <>
        <Chip tone="danger" word={t('screens.books.never')} />
        {brief ? null : <span className="books-note">{t('screens.books.never_about')}</span>}
      </>
    );
  const now_ms = Date.now();
  const { unit, count } = ageOf(copy.takenAt, now_ms);
  const stale = isStale(copy.takenAt, now_ms);
  return (
    <>
      <Chip tone={stale ? 'warning' : 'success'} word={t(`screens.books.age.${unit}`, { count })} />
      <span className="figures">{beijingTime(copy.takenAt)}</span>
      {stale && !brief ? <span className="books-note">{t('screens.books.stale_about')}</span> : null}
    </>
  );
}

function Verdict({ verdict }: { verdict: (BookReport & { checkedAt: string }) | null }) {
  const { t } = useTexts();
  if (!verdict) return <span className="books-note">{t('screens.books.not_checked')}</span>;
  return (
    <>
      <Chip
        tone={verdict.ok ? 'success' : 'danger'}
        word={
          verdict.ok
            ? t('screens.books.verdict_ok')
            : t('screens.books.verdict_faults', { count: verdict.findings.length })
        }
      />
      <span className="figures">{beijingTime(verdict.checkedAt)}</span>
      <span className="books-note figures">
        {t('screens.books.verdict_counts', {
          transfers: showCount(verdict.transfers),
          entries: showCount(verdict.logEntries),
        })}
      </span>
    </>
  );
}

const FINDINGS_SHOWN = 200;

function Findings({ findings }: { findings: BookReport['findings'] }) {
  const { t, refusal } = useTexts();
  return (
    <div className="books-findings" role="alert">
      <p>{t('screens.books.findings_about')}</p>
      <ol>
        {findings.slice(0, FINDINGS_SHOWN).map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the findings of one check never move
          <li key={index}>{refusal(finding)}</li>
        ))}
      </ol>
      {findings.length > FINDINGS_SHOWN ? (
        <p className="books-note">
          {t('screens.books.findings_more', { count: findings.length - FINDINGS_SHOWN })}
        </p>
      ) : null}
    </div>
  );
}
