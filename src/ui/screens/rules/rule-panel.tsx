import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import type { SaidRuleView } from '../../../contract/rules.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import type { RuleRow } from '../../../domain/rulebook/types.ts';
import { desk } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { AddForm } from './add-form.tsx';
import { EndForm } from './end-form.tsx';
import { RowDays, standingWord } from './row-days.tsx';
import { standingOf } from './rule-list.ts';
import { SourceMark } from './rule-source.tsx';
import { usesOf } from './uses.ts';
import { valueWords } from './value-words.ts';

/** One rule: the row chosen, where it is used, and the rule over time; from here a row is added or ended. */
export function RulePanel(props: {
  row: RuleRow;
  rows: readonly RuleRow[];
  bookId: string | null;
  readOnly: boolean;
  choose(row: RuleRow | null): void;
}) {
  const texts = useTexts();
  const { t, language } = texts;
  const { row, rows, bookId } = props;
  const id = useId();
  const [form, setForm] = useState<'add' | 'end' | null>(null);
  const close = () => setForm(null);
  if (form === 'add') return <AddForm base={row} rows={rows} close={close} added={props.choose} />;
  if (form === 'end') return <EndForm row={row} rows={rows} close={close} />;
  const figures = valueWords(row, texts);
  const canEnd = standingOf(row, today()) !== 'ended';
  return (
    <aside className="clients-side rules-panel" data-wide="true" aria-labelledby={id}>
      <header>
        <h2 id={id}>{t('screens.rules.panel', { rule: row.rule })}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.rules.close')}
          onClick={() => props.choose(null)}
        />
      </header>
      <div className="clients-side-body">
        <p className="rules-sentence">{row[language]}</p>
        <dl className="rules-facts">
          {figures ? <Fact name={t('screens.rules.column.value')} value={figures} /> : null}
          <Fact name={t('screens.rules.row_id')} value={row.id} />
          <dt>{t('screens.rules.column.days')}</dt>
          <dd className="figures">
            <RowDays row={row} /> {standingWord(t, standingOf(row, today()))}
          </dd>
          <dt>{t('screens.rules.column.source')}</dt>
          <dd>
            <SourceMark source={row.source} />
          </dd>
        </dl>
        <h3>{t('screens.rules.uses')}</h3>
        <ul className="rules-uses">
          {usesOf(row).map(({ name, path }) => (
            <li key={name}>
              {path ? (
                <Link className="rule-link" to={path}>
                  {t(`screens.rules.use.${name}`)}
                </Link>
              ) : (
                t(`screens.rules.use.${name}`)
              )}
            </li>
          ))}
        </ul>
        <History row={row} rows={rows} inBook={bookId !== null} choose={props.choose} />
      </div>
      <footer>
        {bookId === null ? <p className="clients-note">{t('screens.rules.needs_book')}</p> : null}
        <Offered needs={['rules/add', 'rules/end']}>
          <div className="clients-acts">
            <Button type="primary" disabled={props.readOnly} onClick={() => setForm('add')}>
              {t('screens.rules.add')}
            </Button>
            <Button disabled={props.readOnly || !canEnd} onClick={() => setForm('end')}>
              {t('screens.rules.end')}
            </Button>
          </div>
        </Offered>
      </footer>
    </aside>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="figures">{value}</dd>
    </>
  );
}

/** The rows of the rule from the oldest on, and what the open book said to them. */
function History(props: {
  row: RuleRow;
  rows: readonly RuleRow[];
  inBook: boolean;
  choose(row: RuleRow): void;
}) {
  const { t, language } = useTexts();
  const { rule } = props.row;
  const { data } = useQuery({
    queryKey: ['book', 'rules', 'history', rule],
    queryFn: () => desk.rules.history({ rule }),
    enabled: props.inBook,
  });
  const rows = props.rows
    .filter(each => each.rule === rule)
    .toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
  return (
    <>
      <h3>{t('screens.rules.history', { rule })}</h3>
      <ol className="rules-history">
        {rows.map(each => (
          <li key={each.id} aria-current={each.id === props.row.id}>
            <button type="button" className="rules-history-row" onClick={() => props.choose(each)}>
              <span className="figures muted">
                <RowDays row={each} />
              </span>
              <span>{each[language]}</span>
            </button>
          </li>
        ))}
      </ol>
      {data && data.said.length > 0 ? (
        <>
          <h3>{t('screens.rules.said')}</h3>
          <ul className="rules-said">
            {data.said.map(each => (
              <li key={`${each.at} ${rowOf(each)} ${each.said.act}`}>
                <span className="figures muted">
                  {beijingTime(each.at)} {each.actor}
                </span>
                <span>
                  {each.said.act === 'add'
                    ? t('screens.rules.said_add', { row: each.said.row.id, from: each.said.row.from })
                    : t('screens.rules.said_end', { row: each.said.row, on: each.said.on })}
                </span>
                <span>{t('screens.rules.because', { reason: each.reason })}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function rowOf({ said }: SaidRuleView): string {
  return said.act === 'add' ? said.row.id : said.row;
}
