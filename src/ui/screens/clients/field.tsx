import { Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import type { Severity } from '../../../domain/refusal.ts';
import { useTexts } from '../../app/texts.ts';
import { readDay } from './days.ts';

/** What stands below a field once it is known. */
export interface FieldFinding {
  severity: Severity;
  text: string;
}

const STATUS = { error: 'error', warn: 'warning', info: undefined } as const;

/** A named field; its finding, or else a hint, in a line of constant height below. */
export function Field(props: {
  name: string;
  finding?: FieldFinding | null;
  hint?: ReactNode;
  children(id: string, status: 'error' | 'warning' | undefined): ReactNode;
}) {
  const id = useId();
  const { finding } = props;
  return (
    <div className="clients-field">
      <label htmlFor={id}>{props.name}</label>
      {props.children(id, finding ? STATUS[finding.severity] : undefined)}
      <FieldNote finding={finding} hint={props.hint} />
    </div>
  );
}

export function FieldNote({ finding, hint }: { finding?: FieldFinding | null; hint?: ReactNode }) {
  return (
    <div className="clients-field-note" data-severity={finding?.severity}>
      {finding ? <span role={finding.severity === 'error' ? 'alert' : 'status'}>{finding.text}</span> : hint}
    </div>
  );
}

interface Texted {
  name: string;
  value: string;
  change(value: string): void;
  finding?: FieldFinding | null;
  hint?: ReactNode;
  most?: number;
  disabled?: boolean;
  placeholder?: string;
  suffix?: ReactNode;
}

export function TextField(props: Texted & { figures?: boolean }) {
  return (
    <Field name={props.name} finding={props.finding} hint={props.hint}>
      {(id, status) => (
        <Input
          id={id}
          className={props.figures ? 'figures' : undefined}
          status={status}
          value={props.value}
          maxLength={props.most ?? 100}
          disabled={props.disabled}
          placeholder={props.placeholder}
          suffix={props.suffix}
          spellCheck={false}
          onChange={event => props.change(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A day, typed in any usual way and put right when the field is left. */
export function DayField(props: Texted) {
  const { t } = useTexts();
  const { value, change } = props;
  const isBad = value.trim() !== '' && readDay(value) === null;
  const bad: FieldFinding = { severity: 'error', text: t('screens.clients.finding.day') };
  const finding = props.finding ?? (isBad ? bad : null);
  return (
    <Field name={props.name} finding={finding} hint={props.hint}>
      {(id, status) => (
        <Input
          id={id}
          className="figures"
          status={status}
          value={value}
          maxLength={12}
          placeholder={props.placeholder ?? '2026-05-01'}
          onChange={event => change(event.target.value)}
          onBlur={() => change(readDay(value) ?? value)}
        />
      )}
    </Field>
  );
}

export interface Option<Value extends string> {
  value: Value;
  label: string;
}

export function ChoiceField<Value extends string>(props: {
  name: string;
  value: Value;
  options: readonly Option<Value>[];
  change(value: Value): void;
  finding?: FieldFinding | null;
  hint?: ReactNode;
  disabled?: boolean;
  search?: boolean;
}) {
  return (
    <Field name={props.name} finding={props.finding} hint={props.hint}>
      {(id, status) => (
        <Select
          id={id}
          className="clients-select"
          status={status}
          value={props.value}
          disabled={props.disabled}
          aria-label={props.name}
          showSearch={props.search ? { optionFilterProp: 'label' } : false}
          options={[...props.options]}
          onChange={(value: Value) => props.change(value)}
        />
      )}
    </Field>
  );
}
