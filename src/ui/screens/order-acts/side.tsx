import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTexts } from '../../app/texts.ts';

/** A panel beside the page that is read; what is done in it has a form of its own. */
export function ReadSide(props: { title: string; close(): void; children: ReactNode }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <aside className="clients-side" data-wide aria-labelledby={id}>
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
      <div className="clients-side-body">{props.children}</div>
    </aside>
  );
}
