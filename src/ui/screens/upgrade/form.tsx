import { Button } from 'antd';
import { type FormEvent, type ReactNode, useId } from 'react';
import { useTexts } from '../../app/texts.ts';

/** A form inside the panel: fields, what was refused, the button that says what will happen, the way back. */
export function ActForm(props: {
  title: string;
  act: string;
  ready: boolean;
  busy: boolean;
  fault: unknown;
  submit(): void;
  close(): void;
  children: ReactNode;
}) {
  const { t, refusal } = useTexts();
  const id = useId();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (props.ready && !props.busy) props.submit();
  };
  return (
    <form className="upg-form" onSubmit={onSubmit} autoComplete="off" aria-labelledby={id}>
      <h3 id={id}>{props.title}</h3>
      {props.children}
      {props.fault ? (
        <p className="upg-fault" role="alert">
          {refusal(props.fault)}
        </p>
      ) : null}
      <div className="upg-form-acts">
        <Button type="primary" htmlType="submit" disabled={!props.ready} loading={props.busy}>
          {props.act}
        </Button>
        <Button onClick={props.close}>{t('screens.upgrade.cancel')}</Button>
      </div>
    </form>
  );
}

/** A named field with a hint below. */
export function Field(props: { name: string; hint?: ReactNode; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div className="upg-field">
      <label htmlFor={id}>{props.name}</label>
      {props.children(id)}
      {props.hint ? <div className="upg-hint">{props.hint}</div> : null}
    </div>
  );
}
