import { useQuery } from '@tanstack/react-query';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, type FieldFinding } from '../clients/field.tsx';

/** A money account or an employee; left empty it is the one that paid, where that is an answer. */
export function PayerField(props: {
  kind: 'money' | 'employee';
  value: string;
  /** Name of the one that paid, null for an unnamed one; absent: one has to be chosen. */
  paidBy?: string | null;
  finding?: FieldFinding | null;
  change(value: string): void;
}) {
  const { t } = useTexts();
  const { kind, paidBy } = props;
  const known = useQuery({
    queryKey: ['book', 'parties', kind],
    queryFn: () => desk.parties.list({ kind }),
  });
  const inUse = (known.data ?? []).filter(({ archivedOn }) => archivedOn === null);
  const none =
    paidBy === undefined
      ? t('screens.order.refund.choose')
      : t('screens.order.refund.who_paid', { name: paidBy ?? '' });
  return (
    <ChoiceField
      search
      name={t(`screens.order.refund.${kind}`)}
      value={props.value}
      finding={props.finding}
      options={[
        { value: '', label: none },
        ...inUse.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      change={props.change}
    />
  );
}
