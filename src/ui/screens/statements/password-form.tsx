import { EyeInvisibleOutlined, EyeOutlined, LockOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { refusalIn } from '../../app/catalogues.ts';
import { useTexts } from '../../app/texts.ts';

/** Asks for the password of an encrypted archive or workbook; what is wrong stands beside the field. */
export function PasswordForm({ error, open }: { error: unknown; open(password: string): Promise<void> }) {
  const { t, refusal } = useTexts();
  const id = useId();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const wrong = refusalIn(error)?.code === 'files.password_wrong';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    await open(password);
    setBusy(false);
  };
  return (
    <form className="empty" onSubmit={event => void submit(event)}>
      <div className="empty-icon">
        <LockOutlined aria-hidden />
      </div>
      <h2>{t('screens.statements.password')}</h2>
      <p>{t('screens.statements.password_text')}</p>
      <label htmlFor={id}>{t('screens.statements.password_label')}</label>
      <Input.Password
        id={id}
        autoFocus
        autoComplete="off"
        value={password}
        status={wrong ? 'error' : undefined}
        iconRender={visible =>
          visible ? (
            <EyeOutlined aria-label={t('screens.statements.password_hide')} />
          ) : (
            <EyeInvisibleOutlined aria-label={t('screens.statements.password_show')} />
          )
        }
        onChange={event => setPassword(event.target.value)}
      />
      <div className="field-fault" role="alert">
        {wrong ? refusal(error) : ''}
      </div>
      <Button type="primary" htmlType="submit" disabled={password === ''} loading={busy}>
        {t('screens.statements.password_open')}
      </Button>
    </form>
  );
}
