import { Button, Input, Popover } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import type { CompareSummary } from '../../../domain/compare.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import type { Side } from './choice.ts';

const NAME_MOST = 60;

/** Keeps the two forms and their columns under a name, so that next month it is one drop of two files. */
export function RememberPair(props: { files: Record<Side, string> | null; summary: CompareSummary }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={<NameForm {...props} close={() => setOpen(false)} />}
    >
      <Button disabled={!props.files}>{t('screens.compare.remember')}</Button>
    </Popover>
  );
}

function NameForm(props: { files: Record<Side, string> | null; summary: CompareSummary; close(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const id = useId();
  const { files, summary, close } = props;
  const [name, setName] = useState(() =>
    `${bare(summary.left.file)} ↔ ${bare(summary.right.file)}`.slice(0, NAME_MOST),
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!files || name.trim() === '') return;
    try {
      await desk.compare.rememberPair({
        leftFileId: files.left,
        rightFileId: files.right,
        name: name.trim(),
        choice: summary.choice,
      });
      notify.success('screens.compare.remembered', { name: name.trim() });
      close();
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <form
      className="remember"
      onSubmit={event => void submit(event)}
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <label htmlFor={id}>{t('screens.compare.pair_name')}</label>
      <Input
        id={id}
        autoFocus
        maxLength={NAME_MOST}
        value={name}
        onFocus={event => event.target.select()}
        onChange={event => setName(event.target.value)}
      />
      <p className="side-note">{t('screens.compare.remember_about')}</p>
      <Button type="primary" htmlType="submit" disabled={name.trim() === ''}>
        {t('screens.compare.remember_do')}
      </Button>
    </form>
  );
}

function bare(file: string): string {
  return file.replace(/\.[^.]+$/, '');
}
