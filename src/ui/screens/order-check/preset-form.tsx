import { Input } from 'antd';
import { useState } from 'react';
import type { PresetContent, PresetKind, PresetView } from '../../../contract/plans.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';
import { type FormView, TypedField, WordField } from './fields.tsx';
import { draftOfOrder, partsOfPreset, presetOfDraft } from './order-draft.ts';

/** What a preset form begins with: a new one (with what the order form says), or one that is changed. */
export type PresetStart = { kind: PresetKind; client?: number; content?: PresetContent } | { of: PresetView };

const YES = ['yes', 'no'];
const NOTHING = new Map<never, never>();

interface Sent {
  id?: number;
  client: number;
  kind: PresetKind;
  name: string;
  content: PresetContent;
}

/** A targeting 定向 or creative 素材 preset of a client, beside its list or the order form. */
export function PresetForm(props: {
  start: PresetStart;
  clients: readonly { id: number; name: string }[];
  close(): void;
  kept?(preset: number): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { start, clients } = props;
  const of = 'of' in start ? start.of : null;
  const kind = 'of' in start ? start.of.kind : start.kind;
  const [client, setClient] = useState(of?.client ?? ('of' in start ? undefined : start.client));
  const [name, setName] = useState(of?.name ?? '');
  const [draft, setDraft] = useState<Draft>(() =>
    begun(of?.content ?? ('of' in start ? {} : (start.content ?? {}))),
  );
  const { busy, fault, send } = useCommand<Sent, { preset: number }>(input => desk.plans.keepPreset(input));
  const content = presetOfDraft(draft, kind);
  const isEmpty = kind === 'targeting' ? !content.targeting : JSON.stringify(content) === EMPTY_CREATIVE;
  const submit = async () => {
    const id = of === null ? {} : { id: of.id };
    const done = await send({ ...id, client: client!, kind, name: name.trim(), content });
    if (!done) return;
    notify.success('screens.order_check.preset_kept', { name: name.trim() });
    props.kept?.(done.preset);
    props.close();
  };
  return (
    <SidePanel
      title={t(`screens.order_check.preset_${of ? 'change' : 'new'}.${kind}`)}
      close={props.close}
      submit={() => void submit()}
      act={t(`screens.order_check.preset_do.${of ? 'change' : 'new'}`)}
      ready={client !== undefined && name.trim() !== '' && !isEmpty}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={of && of.orders > 0 ? t('screens.order_check.preset_used', { orders: of.orders }) : null}
    >
      <ChoiceField
        search
        name={t('screens.order_check.preset_client')}
        value={client === undefined ? '' : String(client)}
        disabled={of !== null}
        options={clients.map(each => ({ value: String(each.id), label: each.name }))}
        change={id => setClient(Number(id))}
      />
      <TextField name={t('screens.order_check.preset_name')} value={name} most={60} change={setName} />
      <Content
        kind={kind}
        view={{
          draft,
          set: parts => setDraft(before => ({ ...before, ...parts })),
          bad: NOTHING,
          beside: NOTHING,
        }}
      />
    </SidePanel>
  );
}

function begun(content: PresetContent): Draft {
  const scene = content.scene ?? 'video';
  // A DOU+ draft is asked for everything of a creative; the product itself is no part of a preset.
  const base = draftOfOrder({ product: 'douplus', account: '', scene });
  return { ...base, ...partsOfPreset(content) };
}

const EMPTY_CREATIVE = JSON.stringify(presetOfDraft({ ...EMPTY_DRAFT, product: 'douplus' }, 'creative'));

function Content({ kind, view }: { kind: PresetKind; view: FormView }) {
  const { t } = useTexts();
  const { draft, set } = view;
  if (kind === 'targeting')
    return (
      <Field
        name={t('screens.order_check.field.targeting')}
        hint={t('screens.order_check.preset_targeting_hint')}
      >
        {id => (
          <Input.TextArea
            id={id}
            rows={4}
            maxLength={400}
            value={draft.targeting}
            onChange={event => set({ targeting: event.target.value })}
          />
        )}
      </Field>
    );
  return (
    <>
      <ChoiceField
        name={t('screens.order_check.field.scene')}
        value={draft.scene}
        options={(['video', 'live'] as const).map(value => ({
          value,
          label: t(`screens.order_check.scene.${value}`),
        }))}
        change={scene => set({ scene })}
      />
      <TypedField view={view} field="material" name={t(`screens.order_check.material_of.${draft.scene}`)} />
      {draft.scene === 'video' ? (
        <>
          <WordField view={view} field="open" words={YES} />
          <TypedField view={view} field="title" />
          <TypedField view={view} field="seconds" />
          <WordField view={view} field="cart" words={['none', 'xiaodian', 'external']} />
          <WordField view={view} field="content" words={['normal', 'marketing']} />
        </>
      ) : (
        <>
          <WordField view={view} field="anchor" words={['none', 'cart', 'xiaofengche']} />
          <WordField view={view} field="cartUsed" words={YES} />
        </>
      )}
    </>
  );
}
