import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';

/** A form beside the page; Esc leaves the field, then closes it. */
export function SidePanel({ title, close, children }: { title: string; close(): void; children: ReactNode }) {
  const { t } = useTexts();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useBack('books.panel.close', 'screens.books.close_panel', close);
  useEffect(() => {
    const field = panel.current?.querySelector<HTMLElement>('input:not([type=file]), [data-first]');
    (field ?? panel.current)?.focus();
  }, []);
  return (
    <aside ref={panel} className="books-side" aria-labelledby={id} tabIndex={-1}>
      <header>
        <h2 id={id}>{title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.books.close_panel')}
          onClick={close}
        />
      </header>
      <div className="books-side-body">{children}</div>
    </aside>
  );
}
