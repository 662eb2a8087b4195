import { Select } from 'antd';
import type { RechargeWaiting } from '../../../contract/recharges.ts';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { Field } from '../clients/field.tsx';

/** What stands for a choice of rows: whatever fits, none of them, or one. */
export const FITS = '';
export const NONE = '-';

interface Choice {
  value: string;
  label: string;
}

/** A waiting statement row as a choice: a number of its own is shown, the name of an unnumbered one says nothing. */
export function rowChoice({ caseNo, day, openFen }: RechargeWaiting['rows'][number]): Choice {
  const no = caseNo.startsWith('ROW-') ? '' : caseNo;
  return { value: caseNo, label: [day, showFen(openFen), no].filter(Boolean).join('  ') };
}

/** Which statement row the money moved on: whatever fits, none of them, or one that waits. */
export function RowField(props: {
  hint: string;
  value: string;
  choices: readonly Choice[];
  change(row: string): void;
}) {
  const { t } = useTexts();
  return (
    <Field name={t('screens.recharges.row')} hint={t(props.hint)}>
      {id => (
        <Select
          id={id}
          className="clients-select"
          aria-label={t('screens.recharges.row')}
          value={props.value}
          options={[
            { value: FITS, label: t('screens.recharges.row_fits') },
            { value: NONE, label: t('screens.recharges.row_none') },
            ...props.choices,
          ]}
          onChange={props.change}
        />
      )}
    </Field>
  );
}
