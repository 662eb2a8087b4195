import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { SecretKind } from '../../domain/people/secret.ts';
import { useTexts } from './texts.ts';

/** A field for a PIN or password; never kept anywhere but in the form. */
export function SecretInput(props: {
  id?: string;
  kind: SecretKind;
  value: string;
  isNew?: boolean;
  isWrong?: boolean;
  change(value: string): void;
}) {
  const { t } = useTexts();
  const { kind, value, isNew, isWrong } = props;
  return (
    <Input.Password
      id={props.id}
      className="figures"
      status={isWrong ? 'error' : undefined}
      aria-label={props.id === undefined ? t(`screens.people.secret.${kind}`) : undefined}
      value={value}
      maxLength={200}
      inputMode={kind === 'pin' ? 'numeric' : 'text'}
      autoComplete={isNew ? 'new-password' : 'off'}
      spellCheck={false}
      iconRender={visible =>
        visible ? (
          <EyeOutlined aria-label={t('screens.people.hide')} />
        ) : (
          <EyeInvisibleOutlined aria-label={t('screens.people.show')} />
        )
      }
      onChange={event => props.change(event.target.value)}
    />
  );
}
