import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useMay } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';

/**
 * A form beside the page: its fields scroll, its button and what was refused stand below them. The screen closes it on
 * Esc, with its other way back.
 */
export function SidePanel(props: {
  title: string;
  close(): void;
  submit(): void;
  /** What the button says will happen. */
  act: string;
  ready: boolean;
  busy: boolean;
  /** A refusal that speaks of no field. */
  fault?: string | null;
  note?: ReactNode;
  wide?: boolean;
  /** What its button does, `clients/create`: who may do none of it reads what stands here. */
  needs?: readonly string[];
  children: ReactNode;
}) {
  const { t } = useTexts();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  const { ready, busy, needs } = props;
  const may = useMay();
  const isForReading = needs !== undefined && !may(...needs);
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input:not([type=file], [disabled])')?.focus();
  }, []);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy && !isForReading) props.submit();
  };
  return (
    <aside ref={panel} className="clients-side" data-wide={props.wide} aria-labelledby={id}>
      <header>
        <h2 id={id}>{props.title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={props.close}
        />
      </header>
      <form onSubmit={onSubmit} autoComplete="off">
        <div className="clients-side-body">{props.children}</div>
        <footer>
          {props.note ? <p className="clients-note">{props.note}</p> : null}
          {props.fault ? (
            <p className="clients-fault" role="alert">
              {props.fault}
            </p>
          ) : null}
          {isForReading ? (
            <p className="clients-note">{t('shell.only_read_about')}</p>
          ) : (
            <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
              {props.act}
            </Button>
          )}
        </footer>
      </form>
    </aside>
  );
}
