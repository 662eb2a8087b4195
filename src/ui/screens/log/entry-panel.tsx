import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { beijingClock } from '../../../domain/calendar/days.ts';
import type { LogDetail } from '../../../domain/drill.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ledgerPath, sourceFilePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { CopyText } from '../accounts/copy-text.tsx';
import { monthRange } from '../accounts/range.ts';
import { PagedLegs, useLegs } from '../journal/batch-legs.tsx';
import { Fact } from '../journal/posting-panel.tsx';
import { changeWords } from './change-words.ts';

/** What a command did: files it brought in, batches it booked, rows it changed; and how it is sealed. */
export function EntryPanel({ seq, open }: { seq: number | null; open(path: string): void }) {
  const { t } = useTexts();
  const entry = useQuery({
    queryKey: ['book', 'log', seq],
    queryFn: () => desk.drill.logEntry({ seq: seq! }),
    enabled: seq !== null,
    placeholderData: before => (seq === null ? undefined : before),
  });
  const { data } = entry;
  return (
    <aside className="side posting-side" aria-label={t('drill.entry')}>
      {seq === null ? <p className="side-note">{t('drill.no_entry_chosen')}</p> : null}
      {entry.isError ? <ErrorPanel error={entry.error} again={() => void entry.refetch()} /> : null}
      {seq !== null && entry.isPending ? <SkeletonRows rows={8} /> : null}
      {seq !== null && data && !entry.isError ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
        <div className="side-body" tabIndex={0}>
          <Head entry={data} />
          {data.files.length === 0 ? null : (
            <section className="side-section">
              <h2>{t('drill.files')}</h2>
              {data.files.map(({ file, name }) => (
                <button
                  key={file}
                  type="button"
                  className="leg-open"
                  onClick={() => open(sourceFilePath(file))}
                >
                  {name}
                </button>
              ))}
            </section>
          )}
          {data.batches.total === 0 ? null : <Batches key={data.seq} entry={data} open={open} />}
          <Changes entry={data} />
          <Seals entry={data} />
        </div>
      ) : null}
    </aside>
  );
}

function Head({ entry }: { entry: LogDetail }) {
  const { t, has } = useTexts();
  const procedure = `bookgrid.procedure.${entry.procedure}`;
  return (
    <section className="side-section">
      <h2>{has(procedure) ? t(procedure) : t('drill.procedure.other')}</h2>
      <dl className="facts">
        <Fact name="drill.seq">
          <span className="figures">{showCount(entry.seq)}</span>
        </Fact>
        <Fact name="drill.at">
          <span className="figures">{beijingClock(entry.at)}</span>
        </Fact>
        <Fact name="drill.actor">{entry.actor === '' ? t('drill.nobody') : entry.actor}</Fact>
        {entry.picture ? (
          <Fact name="drill.picture">
            {[entry.picture.name, entry.picture.account, entry.picture.subject].filter(Boolean).join(' · ')}
          </Fact>
        ) : null}
      </dl>
    </section>
  );
}

/** Batches that a command booked; the legs of one open below it. */
function Batches({ entry, open }: { entry: LogDetail; open(path: string): void }) {
  const { t } = useTexts();
  const { total, batches } = entry.batches;
  const [shown, setShown] = useState<number | null>(null);
  const legs = useLegs(shown === null ? null : { batch: shown });
  const day = batches.find(({ batch }) => batch === shown)?.effectiveOn;
  return (
    <section className="side-section">
      <h2>{t('drill.batches', { count: showCount(total) })}</h2>
      <ol className="legs">
        {batches.map(({ batch, effectiveOn, summary, legs: count }) => (
          <li key={batch} className="leg">
            <div className="leg-head">
              <button
                type="button"
                className="leg-open"
                aria-expanded={shown === batch}
                onClick={() => setShown(shown === batch ? null : batch)}
              >
                {t('drill.voucher_no', { batch })}
              </button>
              <span className="figures muted">{effectiveOn}</span>
              <span className="leg-gap" />
              <span className="muted">{t('drill.legs', { count: showCount(count) })}</span>
            </div>
            <div>{summary}</div>
            {shown === batch ? (
              <PagedLegs
                legs={legs}
                none=""
                openAccount={account => day && open(ledgerPath(account, monthRange(day)))}
              />
            ) : null}
          </li>
        ))}
      </ol>
      <More shown={batches.length} total={total} />
    </section>
  );
}

const ACT_TONES: Record<'added' | 'changed' | 'removed', Tone> = {
  added: 'success',
  changed: 'info',
  removed: 'danger',
};

function Changes({ entry }: { entry: LogDetail }) {
  const texts = useTexts();
  const { t } = texts;
  const words = changeWords(texts);
  const { total, rows } = entry.changes;
  if (total === 0) return null;
  return (
    <section className="side-section">
      <h2>{t('drill.changes', { count: showCount(total) })}</h2>
      <ol className="legs">
        {rows.map(({ id, table, row, act, name, fields }) => (
          <li key={id} className="leg">
            <div className="leg-head">
              <Chip tone={ACT_TONES[act]} word={t(`drill.act.${act}`)} />
              <b>{words.table(table)}</b>
              <span className="change-name">{name ?? t('drill.row_no', { row })}</span>
            </div>
            <dl className="change-fields">
              {fields.map(({ name: field, before, after }) => (
                <div key={field}>
                  <dt>{words.field(field)}</dt>
                  <dd>
                    {act === 'changed' ? (
                      <>
                        <s>{words.value(field, before)}</s> <span aria-hidden>→</span>{' '}
                      </>
                    ) : null}
                    {words.value(field, act === 'removed' ? before : after)}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
      <More shown={rows.length} total={total} />
    </section>
  );
}

function More({ shown, total }: { shown: number; total: number }) {
  const { t } = useTexts();
  if (shown >= total) return null;
  return (
    <p className="side-note">{t('drill.not_all', { shown: showCount(shown), total: showCount(total) })}</p>
  );
}

const SHORT_HASH = 16;

/** Hashes short, the whole of each to copy. */
function Seals({ entry }: { entry: LogDetail }) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const hashes = [
    ['drill.hash', entry.hash],
    ['drill.prev_hash', entry.prevHash],
    ['drill.input_hash', entry.inputHash],
    ['drill.effect_hash', entry.effectHash],
    ['drill.key', entry.key],
  ] as const;
  return (
    <section className="side-section">
      <h2 className="posting-head">
        <span>{t('drill.seals')}</span>
        <span className="leg-gap" />
        <Button size="small" type="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'drill.seals_less' : 'drill.seals_more')}
        </Button>
      </h2>
      <dl className="facts">
        {(isOpen ? hashes : hashes.slice(0, 1)).map(([name, text]) => (
          <Fact key={name} name={name}>
            <CopyText text={text} shown={text.slice(0, SHORT_HASH)} />
          </Fact>
        ))}
      </dl>
      {isOpen ? <p className="side-note">{t('drill.seals_about')}</p> : null}
    </section>
  );
}
