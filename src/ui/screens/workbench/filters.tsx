import { Input, Select } from 'antd';
import { useTexts } from '../../app/texts.ts';
import { ClearIcon } from '../../grid/clear-icon.tsx';
import { useClients } from '../claims/queries.ts';
import type { Scope } from './scope.ts';

/** Reason codes that open rows can have. */
const REASONS = [
  'MISS_BOOK',
  'MISS_BANK',
  'MISS_PLATFORM',
  'REFUND_TRANSIT',
  'OWN_TRANSFER',
  'FEE',
  'LAG',
  'COUPON',
  'UNKNOWN',
] as const;
const AGES = [3, 7, 15, 30, 60] as const;

/** One client, or all of them. */
export function ClientFilter(props: {
  book: string;
  client: number | null;
  change(client: string | null): void;
}) {
  const { t } = useTexts();
  const clients = useClients(props.book);
  return (
    <Select
      className="wb-client"
      aria-label={t('screens.workbench.client')}
      showSearch={{ optionFilterProp: 'label' }}
      value={props.client === null ? '' : String(props.client)}
      options={[
        { value: '', label: t('screens.workbench.every_client') },
        ...[...clients.values()].map(({ id, code, name }) => ({
          value: String(id),
          label: `${code} ${name}`,
        })),
      ]}
      onChange={value => props.change(value === '' ? null : value)}
    />
  );
}

/** Narrows the open rows of both sides: by words or amount, by reason, by age. */
export function RowFilters(props: {
  scope: Pick<Scope, 'reason' | 'age'>;
  change(patch: Record<string, string | null>): void;
  text: string;
  find(text: string): void;
}) {
  const { t } = useTexts();
  const { reason, age } = props.scope;
  return (
    <>
      <Input
        size="small"
        className="wb-find"
        allowClear={{ clearIcon: <ClearIcon /> }}
        value={props.text}
        placeholder={t('screens.workbench.find')}
        aria-label={t('screens.workbench.find')}
        onChange={event => props.find(event.target.value)}
      />
      <Select
        size="small"
        className="wb-choice"
        aria-label={t('screens.workbench.reason')}
        value={reason ?? ''}
        options={[
          { value: '', label: t('screens.workbench.every_reason') },
          ...REASONS.map(value => ({ value, label: t(`screens.tickets.reason.${value}`) })),
        ]}
        onChange={value => props.change({ reason: value })}
      />
      <Select
        size="small"
        className="wb-choice"
        aria-label={t('screens.workbench.age')}
        value={age === null ? '' : String(age)}
        options={[
          { value: '', label: t('screens.workbench.every_age') },
          ...AGES.map(days => ({ value: String(days), label: t('screens.workbench.age_from', { days }) })),
        ]}
        onChange={value => props.change({ age: value })}
      />
    </>
  );
}
