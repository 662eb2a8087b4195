import { Select } from 'antd';
import type { PoliciesView } from '../../../contract/policies.ts';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { Field } from '../clients/field.tsx';

/** Which open items a confirmation or a use clears first; none chosen: the oldest. Nothing where there is no choice. */
export function ItemsField(props: {
  view: PoliciesView | undefined;
  supplier: number;
  of: 'accrued' | 'confirmed';
  chosen: readonly number[];
  change(items: number[]): void;
}) {
  const { t } = useTexts();
  const { view, supplier, of, chosen, change } = props;
  const items = view?.items.filter(each => each.supplier === supplier && each.of === of) ?? [];
  if (items.length < 2) return null;
  return (
    <Field name={t('screens.policies.items')} hint={t('screens.policies.items_hint')}>
      {id => (
        <Select
          id={id}
          mode="multiple"
          className="clients-select"
          aria-label={t('screens.policies.items')}
          placeholder={t('screens.policies.items_oldest')}
          optionFilterProp="label"
          value={[...chosen]}
          options={items.map(({ id: value, openedOn, caseNo, openFen }) => ({
            value,
            label: t('screens.policies.item', { on: openedOn, no: caseNo ?? '–', open: showFen(openFen) }),
          }))}
          onChange={(next: number[]) => change(next)}
        />
      )}
    </Field>
  );
}
