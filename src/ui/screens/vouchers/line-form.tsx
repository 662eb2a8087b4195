import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import type { MappingView } from '../../../contract/vouchers.ts';
import { accountOf } from '../../../domain/accounting/chart.ts';
import {
  AUX_KINDS,
  type AuxKind,
  MAP_DIMS,
  type MapDim,
  type MappingRow,
  SIDES_SHOWN,
} from '../../../domain/vouchers/types.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { rowsKept, type Said } from './kept.ts';
import { type MappingLine, useCodeName } from './mapping-words.ts';

/** Where one code goes, for all its accounts or for those of one party. */
export function LineForm({ view, line, close }: { view: MappingView; line: MappingLine; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const nameOf = useCodeName();
  const [draft, setDraft] = useState<MappingRow>(line);
  const keep = useCommand<Said, object>(desk.vouchers.keepMapping);
  const set = (patch: Partial<MappingRow>) => setDraft({ ...draft, ...patch });
  const dims = dimsOf(line.code);
  const isComplete = draft.glCode.trim() !== '' && (draft.dim === null) === (draft.dimId === null);
  const send = async (row: MappingRow | null) => {
    if (!(await keep.send(rowsKept(view, line, row)))) return;
    notify.success('screens.vouchers.map.kept', { code: line.code });
    close();
  };
  return (
    <SidePanel
      title={`${line.code} ${nameOf(line.code)}`}
      close={close}
      submit={() => void send(draft)}
      act={t('screens.vouchers.map.keep')}
      ready={isComplete}
      busy={keep.busy}
      fault={keep.fault ? refusal(keep.fault) : null}
      note={t('screens.vouchers.map.keep_note')}
      needs={['vouchers/keepMapping']}
    >
      <TextField
        name={t('screens.vouchers.map.gl_code')}
        figures
        value={draft.glCode}
        most={40}
        hint={t('screens.vouchers.map.gl_code_hint')}
        change={glCode => set({ glCode })}
      />
      <TextField
        name={t('screens.vouchers.map.gl_name')}
        value={draft.glName}
        most={60}
        change={glName => set({ glName })}
      />
      <Field name={t('screens.vouchers.col.aux')} hint={t('screens.vouchers.map.aux_hint')}>
        {() => (
          <Checkbox.Group
            value={draft.aux}
            options={AUX_KINDS.map(value => ({ value, label: t(`screens.vouchers.aux.${value}`) }))}
            onChange={chosen => set({ aux: AUX_KINDS.filter((kind: AuxKind) => chosen.includes(kind)) })}
          />
        )}
      </Field>
      <ChoiceField
        name={t('screens.vouchers.map.side')}
        hint={t('screens.vouchers.map.side_hint')}
        value={draft.side}
        options={SIDES_SHOWN.map(value => ({ value, label: t(`screens.vouchers.side.${value}`) }))}
        change={side => set({ side })}
      />
      {dims.length > 0 ? (
        <>
          <ChoiceField<MapDim | ''>
            name={t('screens.vouchers.map.narrowed')}
            hint={t('screens.vouchers.map.narrowed_hint')}
            value={draft.dim ?? ''}
            options={[
              { value: '', label: t('screens.vouchers.map.all') },
              ...dims.map(value => ({ value, label: t(`screens.vouchers.dim.${value}`) })),
            ]}
            change={dim => set({ dim: dim === '' ? null : dim, dimId: null })}
          />
          {draft.dim === null ? null : (
            <Field name={t(`screens.vouchers.dim.${draft.dim}`)}>
              {id => (
                <Select
                  id={id}
                  className="clients-select"
                  showSearch={{ optionFilterProp: 'label' }}
                  value={draft.dimId ?? undefined}
                  options={view.parties
                    .filter(({ dim }) => dim === draft.dim)
                    .map(({ dimId, name }) => ({ value: dimId, label: name }))}
                  onChange={dimId => set({ dimId })}
                />
              )}
            </Field>
          )}
        </>
      ) : null}
      {line.isDefault ? null : (
        <button type="button" className="line-link" onClick={() => void send(null)}>
          {t(line.dim === null ? 'screens.vouchers.map.reset' : 'screens.vouchers.map.remove')}
        </button>
      )}
    </SidePanel>
  );
}

/** Dimensions that accounts of a code can be told apart by; a pool brings its client and supplier. */
function dimsOf(code: string): MapDim[] {
  const { demanded, optional, oneOf } = accountOf(code);
  const has = new Set<string>([...demanded, ...optional, ...oneOf]);
  return MAP_DIMS.filter(
    dim => has.has(dim) || (has.has('pool') && (dim === 'client' || dim === 'supplier')),
  );
}
