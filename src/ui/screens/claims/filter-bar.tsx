import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/texts.ts';
import { ClearIcon } from '../../grid/clear-icon.tsx';
import { useMoneyNames } from './queries.ts';
import { AGES, HINTS, type WaitingFilter, type WaitingMoney } from './waiting.ts';

/** Narrows what waits: by suggestion, money account, age and words. */
export function FilterBar(props: {
  rows: readonly WaitingMoney[];
  filter: WaitingFilter;
  change(filter: WaitingFilter): void;
  children?: ReactNode;
}) {
  const { t } = useTexts();
  const names = useMoneyNames();
  const { filter, change } = props;
  const accounts = [...new Set(props.rows.map(({ money }) => money))];
  return (
    <div className="claims-bar" role="toolbar" aria-label={t('screens.claims.filter')}>
      <Select
        size="small"
        className="claims-bar-choice"
        value={filter.hint}
        aria-label={t('screens.claims.filter.hint')}
        options={HINTS.map(value => ({ value, label: t(`screens.claims.hint.${value}`) }))}
        onChange={hint => change({ ...filter, hint })}
      />
      <Select
        size="small"
        className="claims-bar-choice"
        value={filter.money ?? 0}
        aria-label={t('screens.claims.filter.money')}
        options={[
          { value: 0, label: t('screens.claims.every_account') },
          ...accounts.map(value => ({ value, label: names.get(value) ?? String(value) })),
        ]}
        onChange={money => change({ ...filter, money: money === 0 ? null : money })}
      />
      <Select
        size="small"
        className="claims-bar-choice"
        value={filter.age}
        aria-label={t('screens.claims.filter.age')}
        options={AGES.map(value => ({ value, label: t(`screens.claims.age.${value}`) }))}
        onChange={age => change({ ...filter, age })}
      />
      <Input
        size="small"
        allowClear={{ clearIcon: <ClearIcon /> }}
        className="claims-bar-text"
        value={filter.text}
        placeholder={t('screens.claims.filter.text')}
        aria-label={t('screens.claims.filter.text')}
        onChange={event => change({ ...filter, text: event.target.value })}
      />
      <span className="desk-grid-gap" />
      {props.children}
    </div>
  );
}
