import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTexts } from '../../app/texts.ts';
import type { NewPassphrase } from './passphrase-rules.ts';
import { SHORTEST_PASSPHRASE, type Strength, strengthOf } from './passphrase-strength.ts';

/** A named field with its finding, or else a hint, in a line of constant height below. */
export function Field(props: {
  name: string;
  fault?: string | null;
  hint?: ReactNode;
  children(id: string, status: 'error' | undefined): ReactNode;
}) {
  const id = useId();
  return (
    <div className="books-field">
      <label htmlFor={id}>{props.name}</label>
      {props.children(id, props.fault ? 'error' : undefined)}
      <div className="books-field-note">
        {props.fault ? (
          <span className="books-fault" role="alert">
            {props.fault}
          </span>
        ) : (
          props.hint
        )}
      </div>
    </div>
  );
}

interface SecretProps {
  name: string;
  value: string;
  change(value: string): void;
  fault?: string | null;
  hint?: ReactNode;
  disabled?: boolean;
  /** `new-password` where a new one is set, so that nothing offers the old one. */
  autoComplete?: 'off' | 'new-password';
}

/** A field for a passphrase; never kept anywhere but in the form. */
export function SecretField(props: SecretProps) {
  const { t } = useTexts();
  return (
    <Field name={props.name} fault={props.fault} hint={props.hint}>
      {(id, status) => (
        <Input.Password
          id={id}
          status={status}
          disabled={props.disabled}
          value={props.value}
          maxLength={1000}
          autoComplete={props.autoComplete ?? 'off'}
          spellCheck={false}
          iconRender={visible =>
            visible ? (
              <EyeOutlined aria-label={t('screens.books.passphrase_hide')} />
            ) : (
              <EyeInvisibleOutlined aria-label={t('screens.books.passphrase_show')} />
            )
          }
          onChange={event => props.change(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Two fields for a new passphrase with a hint at its strength; findings show while typing, the repeat's once it differs. */
export function NewPassphraseFields(props: {
  name: string;
  value: NewPassphrase;
  change(value: NewPassphrase): void;
  disabled?: boolean;
}) {
  const { t } = useTexts();
  const { next, repeat } = props.value;
  const differs = repeat !== '' && !next.startsWith(repeat);
  return (
    <>
      <SecretField
        name={props.name}
        value={next}
        disabled={props.disabled}
        autoComplete="new-password"
        hint={
          next === '' ? (
            t('screens.books.passphrase_hint', { least: SHORTEST_PASSPHRASE })
          ) : (
            <StrengthHint of={strengthOf(next)} />
          )
        }
        change={value => props.change({ next: value, repeat })}
      />
      <SecretField
        name={t('screens.books.passphrase_repeat')}
        value={repeat}
        disabled={props.disabled === true || next === ''}
        autoComplete="new-password"
        fault={differs ? t('screens.books.passphrase_differs') : null}
        hint={next !== '' && next === repeat ? t('screens.books.passphrase_same') : null}
        change={value => props.change({ next, repeat: value })}
      />
    </>
  );
}

function StrengthHint({ of }: { of: Strength }) {
  const { t } = useTexts();
  return (
    <span className="books-strength" data-strength={of}>
      <i aria-hidden />
      <i aria-hidden />
      <i aria-hidden />
      <span role="status">{t(`screens.books.strength.${of}`, { least: SHORTEST_PASSPHRASE })}</span>
    </span>
  );
}
