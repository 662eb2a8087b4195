import '../clients/clients.css';
import './rules.css';
import { Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { RULE_PRODUCTS, RULE_SOURCES, type RuleRow } from '../../../domain/rulebook/types.ts';
import { useAction } from '../../app/actions.tsx';
import { showCount } from '../../app/figures.ts';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { useBack } from '../statements/use-back.ts';
import { RowDays, standingWord } from './row-days.tsx';
import { AREAS, type Area, filteredRules, type RuleFilter, standingOf } from './rule-list.ts';
import { RulePanel } from './rule-panel.tsx';
import { SourceMark } from './rule-source.tsx';
import { useRules } from './use-rules.ts';
import { valueWords } from './value-words.ts';

/** 规则: what the platform may change, as rows with their days and their source. */
export default function RulesScreen() {
  const { t } = useTexts();
  const { rows, error, again, book } = useRules();
  return (
    <Page
      fill
      title={t('screens.rules.title')}
      about={t(book ? 'screens.rules.about_book' : 'screens.rules.about_shipped')}
      acts={['rules/add', 'rules/end']}
    >
      {error ? <ErrorPanel error={error} again={again} /> : null}
      {!rows && !error ? <SkeletonRows /> : null}
      {rows ? <RuleList rows={rows} bookId={book?.id ?? null} readOnly={book?.readOnly ?? true} /> : null}
    </Page>
  );
}

const EVERYTHING: RuleFilter = { on: null, text: '', area: null, product: null, source: null };

function RuleList(props: { rows: readonly RuleRow[]; bookId: string | null; readOnly: boolean }) {
  const texts = useTexts();
  const { t } = texts;
  const { rows } = props;
  const [search, setSearch] = useSearchParams();
  const [filter, setFilter] = useState<RuleFilter>({ ...EVERYTHING, on: today() });
  const shown = useMemo(
    () => filteredRules(rows, filter, row => valueWords(row, texts)),
    [rows, filter, texts],
  );
  const chosen = chosenRow(rows, search);
  const choose = (row: RuleRow | null) =>
    setSearch(row ? { rule: row.rule, row: row.id } : {}, { replace: true });
  useBack('rules.back', 'screens.rules.close', () => choose(null));
  return (
    <div className="clients">
      <section className="clients-list" aria-label={t('screens.rules.title')}>
        <FilterBar filter={filter} set={setFilter} shown={shown.length} />
        <div className="clients-scroll">
          {shown.length === 0 ? (
            <Empty
              title={t('screens.rules.none')}
              text={t('screens.rules.none_text')}
              action={{ label: t('screens.rules.show_all'), run: () => setFilter(EVERYTHING) }}
            />
          ) : (
            <RuleTable rows={shown} chosen={chosen?.id ?? null} choose={choose} />
          )}
        </div>
      </section>
      {chosen ? (
        <RulePanel
          key={chosen.id}
          row={chosen}
          rows={rows}
          bookId={props.bookId}
          readOnly={props.readOnly}
          choose={choose}
        />
      ) : null}
    </div>
  );
}

/** The row that the address names, or the first one of the rule that is in force. */
function chosenRow(rows: readonly RuleRow[], search: URLSearchParams): RuleRow | null {
  const [rule, row] = [search.get('rule'), search.get('row')];
  const named = rows.find(({ id }) => id === row);
  const day = today();
  const ofRule = rows.filter(each => each.rule === rule);
  return named ?? ofRule.find(each => standingOf(each, day) === 'in_force') ?? ofRule[0] ?? null;
}

function FilterBar(props: { filter: RuleFilter; set(filter: RuleFilter): void; shown: number }) {
  const { t } = useTexts();
  const { filter, set } = props;
  const [day, setDay] = useState(filter.on ?? '');
  useAction({
    id: 'rules.find',
    title: 'screens.rules.find',
    keys: '/',
    run: () => document.querySelector<HTMLElement>('#rules-find')?.focus(),
  });
  const typeDay = (text: string) => {
    setDay(text);
    const read = readDay(text);
    if (read !== null || text.trim() === '') set({ ...filter, on: read });
  };
  return (
    <div className="rules-bar">
      <Input
        id="rules-find"
        allowClear={{ clearIcon: <span aria-hidden>×</span> }}
        className="rules-find"
        aria-label={t('screens.rules.find')}
        placeholder={t('screens.rules.find')}
        value={filter.text}
        onChange={event => set({ ...filter, text: event.target.value })}
      />
      <Pick
        name={t('screens.rules.area')}
        value={filter.area}
        values={AREAS}
        say={area => t(`screens.rules.area.${area}`)}
        choose={area => set({ ...filter, area: area as Area | null })}
      />
      <Pick
        name={t('screens.rules.product')}
        value={filter.product}
        values={RULE_PRODUCTS}
        say={product => t(`screens.rules.product.${product}`)}
        choose={product => set({ ...filter, product })}
      />
      <Pick
        name={t('screens.rules.source')}
        value={filter.source}
        values={RULE_SOURCES}
        say={source => `${source} ${t(`screens.rules.source.${source}`)}`}
        choose={source => set({ ...filter, source })}
      />
      <span className="rules-day">
        {t('screens.rules.on')}
        <Input
          className="figures"
          aria-label={t('screens.rules.on_hint')}
          title={t('screens.rules.on_hint')}
          maxLength={12}
          placeholder={t('screens.rules.all_days')}
          status={day.trim() !== '' && readDay(day) === null ? 'error' : undefined}
          value={day}
          onChange={event => typeDay(event.target.value)}
          onBlur={() => setDay(filter.on ?? '')}
        />
      </span>
      <span className="rules-count figures">
        {t('screens.rules.count', { rows: showCount(props.shown) })}
      </span>
    </div>
  );
}

function Pick<Value extends string>(props: {
  name: string;
  value: Value | null;
  values: readonly Value[];
  say(value: Value): string;
  choose(value: Value | null): void;
}) {
  return (
    <Select
      className="rules-pick"
      aria-label={props.name}
      value={props.value ?? ''}
      popupMatchSelectWidth={false}
      options={[
        { value: '', label: props.name },
        ...props.values.map(value => ({ value, label: props.say(value) })),
      ]}
      onChange={(value: string) => props.choose(value === '' ? null : (value as Value))}
    />
  );
}

function RuleTable(props: { rows: readonly RuleRow[]; chosen: string | null; choose(row: RuleRow): void }) {
  const texts = useTexts();
  const { t, language } = texts;
  const day = today();
  return (
    <table className="plain-table rules-table">
      <thead>
        <tr>
          <th>{t('screens.rules.column.rule')}</th>
          <th>{t('screens.rules.column.sentence')}</th>
          <th className="rules-wide">{t('screens.rules.column.value')}</th>
          <th className="rules-wide">{t('screens.rules.column.product')}</th>
          <th>{t('screens.rules.column.days')}</th>
          <th>{t('screens.rules.column.source')}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(row => {
          const standing = standingOf(row, day);
          return (
            <tr key={row.id} aria-selected={row.id === props.chosen} data-standing={standing}>
              <td className="figures">
                <button type="button" className="rules-id" onClick={() => props.choose(row)}>
                  {row.rule}
                </button>
              </td>
              <td>{row[language]}</td>
              <td className="figures rules-wide rules-value">{valueWords(row, texts)}</td>
              <td className="rules-wide rules-nowrap">
                {t(`screens.rules.product.${row.product}`)}
                {row.scene ? ` · ${t(`screens.order_check.scene.${row.scene}`)}` : ''}
              </td>
              <td className="figures rules-nowrap">
                <RowDays row={row} /> {standingWord(t, standing)}
              </td>
              <td className="rules-nowrap">
                <SourceMark source={row.source} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
