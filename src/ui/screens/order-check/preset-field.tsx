import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import type { PresetKind, PresetView } from '../../../contract/plans.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { Field } from '../clients/field.tsx';
import type { Draft } from './draft.ts';
import { partsOfPreset } from './order-draft.ts';

/** The client whose presets are offered, and how the form is kept as a new one; null where no client is known. */
export interface PresetOffer {
  client: number;
  keep(kind: PresetKind): void;
}

/** A client's presets in use. */
export function usePresets(client: number | undefined, archived = false) {
  return useQuery({
    queryKey: ['book', 'presets', client ?? null, archived],
    queryFn: () => desk.plans.presets({ archived, ...(client === undefined ? {} : { client }) }),
  });
}

/** Picks a preset of the client into the form, or keeps what the form says as a new one. */
export function PresetField(props: {
  kind: PresetKind;
  offer: PresetOffer;
  draft: Draft;
  set(parts: Partial<Draft>): void;
}) {
  const { t } = useTexts();
  const { kind, offer, draft, set } = props;
  const presets = usePresets(offer.client);
  const fits = ({ kind: of, content }: PresetView) =>
    of === kind && (kind === 'targeting' || content.scene === undefined || content.scene === draft.scene);
  const own = (presets.data ?? []).filter(fits);
  const value = kind === 'targeting' ? draft.targetingPreset : draft.creativePreset;
  const name = t(`screens.order_check.preset.${kind}`);
  const choose = (id: string) => {
    const preset = own.find(each => String(each.id) === id);
    const chosen = { [kind === 'targeting' ? 'targetingPreset' : 'creativePreset']: id };
    set({ ...(preset ? partsOfPreset(preset.content) : {}), ...chosen });
  };
  const isEmpty =
    kind === 'targeting' ? draft.targeting.trim() === '' : draft.material.trim() === '' && draft.title === '';
  return (
    <Field name={name}>
      {id => (
        <div className="check-preset">
          <Select
            id={id}
            className="clients-select"
            aria-label={name}
            value={own.some(each => String(each.id) === value) ? value : ''}
            loading={presets.isPending}
            options={[
              {
                value: '',
                label: t(own.length > 0 ? 'screens.order_check.not_filled' : 'screens.order_check.no_preset'),
              },
              ...own.map(each => ({ value: String(each.id), label: each.name })),
            ]}
            onChange={choose}
          />
          <Button disabled={isEmpty} onClick={() => offer.keep(kind)}>
            {t('screens.order_check.keep_preset')}
          </Button>
        </div>
      )}
    </Field>
  );
}
