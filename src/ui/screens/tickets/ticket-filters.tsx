import { Input, Select } from 'antd';
import type { TicketView } from '../../../contract/tickets.ts';
import { useTexts } from '../../app/texts.ts';
import { ClearIcon } from '../../grid/clear-icon.tsx';
import { type Asked, NOBODY } from './rows.ts';

const AGES = [3, 7, 15, 30, 60] as const;

/** Narrows the tickets by words, age and owner. */
export function TicketFilters(props: {
  asked: Asked;
  tickets: readonly TicketView[];
  change(patch: Record<string, string | null>): void;
}) {
  const { t } = useTexts();
  const { asked, change } = props;
  const owners = [...new Set(props.tickets.flatMap(({ owner }) => owner ?? []))].toSorted();
  return (
    <>
      <Input
        size="small"
        className="wb-find"
        allowClear={{ clearIcon: <ClearIcon /> }}
        value={asked.text}
        placeholder={t('screens.tickets.find')}
        aria-label={t('screens.tickets.find')}
        onChange={event => change({ text: event.target.value })}
      />
      <Select
        size="small"
        className="wb-choice"
        aria-label={t('screens.workbench.age')}
        value={asked.age === null ? '' : String(asked.age)}
        options={[
          { value: '', label: t('screens.workbench.every_age') },
          ...AGES.map(days => ({ value: String(days), label: t('screens.workbench.age_from', { days }) })),
        ]}
        onChange={value => change({ age: value })}
      />
      <Select
        size="small"
        className="wb-choice"
        aria-label={t('screens.tickets.owner')}
        value={asked.owner ?? ''}
        options={[
          { value: '', label: t('screens.tickets.every_owner') },
          { value: NOBODY, label: t('screens.tickets.no_owner') },
          ...owners.map(value => ({ value, label: value })),
        ]}
        onChange={value => change({ owner: value })}
      />
    </>
  );
}
