import { Checkbox, Input } from 'antd';
import { useMemo, useState } from 'react';
import { dayAfter, dayBefore } from '../../../domain/calendar/days.ts';
import { RULE_SOURCES, type RuleRow } from '../../../domain/rulebook/types.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { ChoiceField, DayField, Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { Preview } from './preview.tsx';
import { applied, draftAfter, meets, type RowDraft, rowOf, withRow } from './row-draft.ts';
import { useWords } from './use-words.ts';

/** A dated row after the one chosen, with what it would change before anything is written. */
export function AddForm(props: {
  base: RuleRow;
  rows: readonly RuleRow[];
  close(): void;
  added(row: RuleRow): void;
}) {
  const { t, has, refusal } = useTexts();
  const notify = useNotify();
  const words = useWords();
  const { base, rows } = props;
  const [draft, setDraft] = useState<RowDraft>(() => draftAfter(base, dayAfter(today()), words));
  const set = (parts: Partial<RowDraft>) => setDraft({ ...draft, ...parts });
  const end = useCommand<{ row: string; on: string; reason: string }, { row: string }>(desk.rules.end);
  const add = useCommand<{ row: Record<string, unknown>; reason: string }, { row: string }>(desk.rules.add);
  const row = useMemo(() => rowOf(draft, base, rows, words), [draft, base, rows, words]);
  const next = useMemo(
    () => (row ? applied(() => withRow(rows, base, row, draft.endBefore)) : null),
    [row, rows, base, draft.endBefore],
  );
  const isUnread = row === null && draft.value.trim() !== '';
  const submit = async () => {
    const reason = draft.reason.trim();
    if (draft.endBefore && meets(base, row!)) {
      const ended = await end.send({ row: base.id, on: dayBefore(row!.from), reason });
      if (!ended) return;
    }
    if (!(await add.send({ row: { ...row! }, reason }))) return;
    notify.success('screens.rules.added', { row: row!.id, from: row!.from });
    props.close();
    props.added(row!);
  };
  const fault = add.fault ?? end.fault ?? next?.fault;
  const hint = `screens.rules.value_hint.${base.kind}`;
  return (
    <SidePanel
      wide
      title={t('screens.rules.add_title', { rule: base.rule })}
      close={props.close}
      submit={() => void submit()}
      act={t('screens.rules.add_do', { from: row?.from ?? draft.from })}
      ready={Boolean(next?.rows) && draft.reason.trim() !== ''}
      busy={add.busy || end.busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.rules.forever')}
    >
      <div className="clients-pair">
        <DayField name={t('screens.rules.field.from')} value={draft.from} change={from => set({ from })} />
        <DayField
          name={t('screens.rules.field.to')}
          placeholder={t('screens.rules.until_further')}
          value={draft.to}
          change={to => set({ to })}
        />
      </div>
      {base.kind === 'text' ? null : (
        <TextField
          figures
          most={400}
          name={t('screens.rules.field.value')}
          value={draft.value}
          hint={has(hint) ? t(hint) : t('screens.rules.value_hint')}
          finding={isUnread ? { severity: 'error', text: t('screens.rules.value_unread') } : null}
          change={value => set({ value })}
        />
      )}
      <SentenceField name={t('screens.rules.field.zh')} value={draft.zh} change={zh => set({ zh })} />
      <SentenceField name={t('screens.rules.field.en')} value={draft.en} change={en => set({ en })} />
      <ChoiceField
        name={t('screens.rules.column.source')}
        value={draft.source}
        options={RULE_SOURCES.map(value => ({
          value,
          label: `${value} ${t(`screens.rules.source.${value}`)}`,
        }))}
        change={source => set({ source })}
      />
      <TextField
        name={t('screens.rules.field.reason')}
        value={draft.reason}
        most={400}
        hint={t('screens.rules.hint.reason')}
        change={reason => set({ reason })}
      />
      {row && meets(base, row) ? (
        <Checkbox checked={draft.endBefore} onChange={event => set({ endBefore: event.target.checked })}>
          {t('screens.rules.end_before', { row: base.id, on: dayBefore(row.from) })}
        </Checkbox>
      ) : null}
      {row && next?.rows ? <Preview before={rows} after={next.rows} on={row.from} /> : null}
    </SidePanel>
  );
}

function SentenceField(props: { name: string; value: string; change(value: string): void }) {
  return (
    <Field name={props.name}>
      {id => (
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={400}
          value={props.value}
          onChange={event => props.change(event.target.value)}
        />
      )}
    </Field>
  );
}
