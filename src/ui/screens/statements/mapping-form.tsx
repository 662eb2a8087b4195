import { Button, Input, Radio, Segmented } from 'antd';
import { type FormEvent, useId } from 'react';
import { useTexts } from '../../app/texts.ts';
import {
  type AmountBy,
  guessWordColumn,
  type MappingDraft,
  type MappingGap,
  mappingGaps,
  type WordUse,
} from './mapping.ts';
import {
  meaningCode,
  ORDER_MEANINGS,
  ordersOf,
  ROW_KINDS,
  type RowKind,
  rowKindOf,
} from './mapping-orders.ts';
import { withRows } from './mapping-start.ts';
import { WordUses } from './word-uses.tsx';

const WAYS: AmountBy[] = ['sign', 'columns', 'word', 'fixed'];

/** How money and direction are found, the name under which the form is kept, and what is still missing. */
export function MappingForm(props: {
  grid: string;
  keys: readonly string[];
  headings: readonly string[];
  draft: MappingDraft;
  change(draft: MappingDraft): void;
  /** Newest version saved under a name, 0 for a new name. */
  versionOf(name: string): number;
  busy: boolean;
  save(): void;
}) {
  const { t } = useTexts();
  const id = useId();
  const { draft, change } = props;
  const gaps = mappingGaps(draft);
  const version = props.versionOf(draft.name.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (gaps.length === 0 && !props.busy) props.save();
  };
  return (
    <form className="mapping-form" onSubmit={submit}>
      <h2>{t('screens.mapping.rows')}</h2>
      <Radio.Group
        className="mapping-ways"
        value={rowKindOf(draft.orders)}
        onChange={event => change(withRows(draft, ordersOf(event.target.value as RowKind), props.headings))}
        options={ROW_KINDS.map(kind => ({ value: kind, label: t(`screens.mapping.rows.${kind}`) }))}
      />
      {draft.orders === null ? (
        <>
          <h2>{t('screens.mapping.amount')}</h2>
          <Radio.Group
            className="mapping-ways"
            value={draft.by}
            onChange={event => change({ ...draft, by: event.target.value as AmountBy, ...wordsFor(draft) })}
            options={WAYS.map(by => ({ value: by, label: t(`screens.mapping.by.${by}`) }))}
          />
          <AmountDetail {...props} />
        </>
      ) : (
        <OrderColumns draft={draft} headings={props.headings} />
      )}
      <Gaps draft={draft} gaps={gaps} fields={['header', 'columns', 'amount', 'words']} />
      <h2>
        <label htmlFor={id}>{t('screens.mapping.name')}</label>
      </h2>
      <Input
        id={id}
        value={draft.name}
        maxLength={60}
        placeholder={t('screens.mapping.name_example')}
        onChange={event => change({ ...draft, name: event.target.value })}
      />
      <Gaps draft={draft} gaps={gaps} fields={['name']} />
      <Button type="primary" htmlType="submit" block disabled={gaps.length > 0} loading={props.busy}>
        {version > 0
          ? t('screens.mapping.save_version', { version: version + 1 })
          : t('screens.mapping.save')}
      </Button>
      <p className="side-note">{t('screens.mapping.save_about')}</p>
    </form>
  );
}

/** Words belong to a column: a column not chosen yet is guessed, and its words with it. */
function wordsFor(draft: MappingDraft): Partial<MappingDraft> {
  const wordColumn = guessWordColumn(draft.meanings);
  return draft.words.size > 0 || wordColumn === draft.wordColumn ? {} : { wordColumn, words: new Map() };
}

function AmountDetail(props: {
  grid: string;
  keys: readonly string[];
  headings: readonly string[];
  draft: MappingDraft;
  change(draft: MappingDraft): void;
}) {
  const { t } = useTexts();
  const { draft, change } = props;
  const ways = (uses: readonly WordUse[]) =>
    uses.map(value => ({ value, label: t(`screens.statements.${value}`) }));
  switch (draft.by) {
    case 'sign':
      return (
        <div className="mapping-detail">
          <span>{t('screens.mapping.positive')}</span>
          <Segmented<'income' | 'expense'>
            size="small"
            aria-label={t('screens.mapping.positive')}
            value={draft.positive}
            options={ways(['income', 'expense']) as { value: 'income' | 'expense'; label: string }[]}
            onChange={positive => change({ ...draft, positive })}
          />
        </div>
      );
    case 'fixed':
      return (
        <div className="mapping-detail">
          <span>{t('screens.mapping.fixed')}</span>
          <Segmented<WordUse>
            size="small"
            aria-label={t('screens.mapping.fixed')}
            value={draft.fixed}
            options={ways(['income', 'expense', 'neutral'])}
            onChange={fixed => change({ ...draft, fixed })}
          />
        </div>
      );
    case 'word':
      return <WordUses {...props} />;
    default:
      return null;
  }
}

/** Columns of an order list, and which of the file's columns each was found in. */
function OrderColumns({ draft, headings }: { draft: MappingDraft; headings: readonly string[] }) {
  const { t } = useTexts();
  const columns = new Map([...draft.meanings].map(([index, meaning]) => [meaning, headings[index] ?? '']));
  return (
    <>
      <h2>{t('screens.mapping.order_columns')}</h2>
      <dl className="mapping-order">
        {ORDER_MEANINGS.map(meaning => (
          <div key={meaning}>
            <dt>{t(meaningCode(meaning, draft.orders))}</dt>
            <dd className={columns.has(meaning) ? undefined : 'muted'} title={columns.get(meaning)}>
              {columns.get(meaning) ?? t('screens.mapping.order_none')}
            </dd>
          </div>
        ))}
      </dl>
      <p className="side-note">{t('screens.mapping.order_about')}</p>
    </>
  );
}

function Gaps({
  draft,
  gaps,
  fields,
}: {
  draft: MappingDraft;
  gaps: readonly MappingGap[];
  fields: readonly MappingGap['field'][];
}) {
  const { t } = useTexts();
  return (
    <ul className="field-gaps" aria-live="polite">
      {gaps
        .filter(gap => fields.includes(gap.field))
        .map(gap => (
          <li key={`${gap.code}${gap.meaning ?? ''}`}>
            {t(gap.code, gap.meaning ? { meaning: t(meaningCode(gap.meaning, draft.orders)) } : {})}
          </li>
        ))}
    </ul>
  );
}
