import { AutoComplete, Input, Select } from 'antd';
import type { RuleFinding } from '../../../domain/rulebook/finding.ts';
import { useTexts } from '../../app/texts.ts';
import { Field, type FieldFinding } from '../clients/field.tsx';
import type { Draft, DraftField } from './draft.ts';
import { useSaid } from './use-said.ts';

/** The form, what stands beside each field, and how a field is changed. */
export interface FormView {
  draft: Draft;
  beside: ReadonlyMap<DraftField, RuleFinding>;
  bad: ReadonlyMap<DraftField, string>;
  set(parts: Partial<Draft>): void;
}

const SEVERITIES = { block: 'error', warn: 'warn', info: 'info' } as const;

/** What stands below a field: that it cannot be read, or the gravest finding about it. */
function useBeside({ beside, bad }: FormView): (field: DraftField) => FieldFinding | null {
  const { t } = useTexts();
  const said = useSaid();
  return field => {
    const unread = bad.get(field);
    if (unread !== undefined) return { severity: 'error', text: t(unread) };
    const finding = beside.get(field);
    if (!finding) return null;
    const { what, next } = said(finding);
    // What to do about a note stands in the list beside the form.
    const text = finding.severity === 'info' ? what : t('rules.message', { what, next });
    return { severity: SEVERITIES[finding.severity], text };
  };
}

export function TypedField(props: {
  view: FormView;
  field: DraftField;
  unit?: string;
  name?: string;
  hint?: string;
  figures?: boolean;
}) {
  const { t } = useTexts();
  const { view, field } = props;
  const besideField = useBeside(view);
  return (
    <Field
      name={props.name ?? t(`screens.order_check.field.${field}`)}
      finding={besideField(field)}
      hint={props.hint}
    >
      {(id, status) => (
        <Input
          id={id}
          className={props.figures === false ? undefined : 'figures'}
          status={status}
          value={view.draft[field]}
          maxLength={100}
          suffix={props.unit}
          spellCheck={false}
          autoComplete="off"
          onChange={event => view.set({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
}

/** One of several words; '' is not filled in. */
export function WordField(props: {
  view: FormView;
  field: DraftField;
  words: readonly string[];
  name?: string;
  hint?: string;
}) {
  const { t } = useTexts();
  const { view, field, words } = props;
  const besideField = useBeside(view);
  const name = props.name ?? t(`screens.order_check.field.${field}`);
  return (
    <Field name={name} finding={besideField(field)} hint={props.hint}>
      {(id, status) => (
        <Select
          id={id}
          className="clients-select"
          status={status}
          aria-label={name}
          value={view.draft[field]}
          options={[
            { value: '', label: t('screens.order_check.not_filled') },
            ...words.map(value => ({ value, label: t(`screens.order_check.${field}.${value}`) })),
          ]}
          onChange={(value: string) => view.set({ [field]: value })}
        />
      )}
    </Field>
  );
}

/** A text with the usual ones at hand. */
export function OfferedField(props: {
  view: FormView;
  field: DraftField;
  offered: readonly string[];
  hint?: string;
}) {
  const { t } = useTexts();
  const { view, field, offered } = props;
  const besideField = useBeside(view);
  const name = t(`screens.order_check.field.${field}`);
  return (
    <Field name={name} finding={besideField(field)} hint={props.hint}>
      {(id, status) => (
        <AutoComplete
          id={id}
          className="clients-select"
          status={status}
          aria-label={name}
          value={view.draft[field]}
          options={offered.map(value => ({ value }))}
          onChange={(value: string) => view.set({ [field]: value ?? '' })}
        />
      )}
    </Field>
  );
}
