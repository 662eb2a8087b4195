import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/texts.ts';
import { readDay } from '../clients/days.ts';
import { Field } from './form.tsx';

/** A day, typed in any usual way and put right when the field is left. */
export function DayField(props: {
  name: string;
  value: string;
  hint?: ReactNode;
  change(value: string): void;
}) {
  const { t } = useTexts();
  const { value, change } = props;
  const isBad = value.trim() !== '' && readDay(value) === null;
  return (
    <Field name={props.name} hint={isBad ? t('screens.upgrade.bad_day') : props.hint}>
      {id => (
        <Input
          id={id}
          className="figures"
          status={isBad ? 'error' : undefined}
          value={value}
          maxLength={12}
          placeholder="2026-05-01"
          onChange={event => change(event.target.value)}
          onBlur={() => change(readDay(value) ?? value)}
        />
      )}
    </Field>
  );
}
