import { useState } from 'react';
import type { PackRow } from '../../../contract/packs.ts';
import type { PackState } from '../../../domain/packs/states.ts';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Input = Omit<Parameters<typeof desk.packs.mark>[0], 'key'>;
type Marked = Exclude<PackState, 'draft'>;

/** Marks the chosen packs with their next state: when, who answered, what was said, the paper that came back. */
export function MarkForm(props: {
  state: Marked;
  rows: readonly PackRow[];
  today: string;
  close(): void;
  done(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { state, rows } = props;
  const [on, setOn] = useState(props.today);
  const [person, setPerson] = useState('');
  const [note, setNote] = useState('');
  const [paper, setPaper] = useState<{ fileId: string; name: string } | null>(null);
  const staging = useStaging();
  const mark = useCommand<Input, { marked: number }>(desk.packs.mark);
  const packs = rows.flatMap(({ pack }) => (pack ? [pack.id] : []));
  const said = (text: string) => (text.trim() === '' ? null : text.trim());
  const submit = async () => {
    const input = { packs, state, on, person: said(person), note: said(note), fileId: paper?.fileId ?? null };
    const answer = await mark.send(input);
    if (!answer) return;
    notify.success('screens.packs.marked', { count: answer.marked });
    props.done();
  };
  const word = t(`screens.packs.state.${state}`);
  return (
    <SidePanel
      title={t('screens.packs.mark', { state: word })}
      close={props.close}
      submit={() => void submit()}
      act={t('screens.packs.mark_do', { count: packs.length, state: word })}
      ready={/^\d{4}-\d{2}-\d{2}$/.test(on) && (state !== 'disputed' || note.trim() !== '')}
      busy={mark.busy || staging.share !== null}
      fault={mark.fault ? refusal(mark.fault) : null}
      note={rows
        .slice(0, 3)
        .map(({ name }) => name)
        .join('、')
        .concat(rows.length > 3 ? '…' : '')}
      needs={['packs/mark']}
    >
      <DayField name={t(`screens.packs.on.${state}`)} value={on} change={setOn} />
      {state === 'sent' ? null : (
        <TextField name={t('screens.packs.person')} value={person} most={60} change={setPerson} />
      )}
      <TextField
        name={t(state === 'disputed' ? 'screens.packs.dispute' : 'screens.packs.note')}
        value={note}
        most={400}
        change={setNote}
      />
      {state === 'stamped' || state === 'confirmed' ? (
        <DropZone
          name={paper?.name ?? t('screens.packs.paper')}
          hint={t('screens.packs.paper_hint')}
          accept=".pdf,.png,.jpg,.jpeg,.webp"
          share={staging.share}
          onCancel={staging.cancel}
          onFiles={files =>
            void staging.stage(files.slice(0, 1)).then(staged => {
              const file = staged?.[0];
              if (file) setPaper({ fileId: file.id, name: file.name });
            })
          }
        />
      ) : null}
    </SidePanel>
  );
}
