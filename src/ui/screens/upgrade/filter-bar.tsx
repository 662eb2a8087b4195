import { SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import type { UpgradeRow } from '../../../contract/upgrade.ts';
import { WAITED_FOR } from '../../../domain/upgrade/book.ts';
import { UPGRADE_STATES } from '../../../domain/upgrade/states.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { EVERYTHING, managersOf, type Wanted, waitingCounts } from './rows.ts';

/** What the list is narrowed to, and how many wait for whom. */
export function FilterBar(props: {
  all: readonly UpgradeRow[];
  shown: readonly UpgradeRow[];
  wanted: Wanted;
  want(wanted: Wanted): void;
}) {
  const { t } = useTexts();
  const { all, shown, wanted, want } = props;
  const counts = waitingCounts(shown);
  const set = (part: Partial<Wanted>) => want({ ...wanted, ...part });
  const any = (code: string) => ({ value: '', label: t(code) });
  const isNarrowed = JSON.stringify(wanted) !== JSON.stringify(EVERYTHING);
  return (
    <div className="upg-bar">
      <Input
        className="upg-find"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t('screens.upgrade.find')}
        aria-label={t('screens.upgrade.find')}
        value={wanted.text}
        onChange={event => set({ text: event.target.value })}
      />
      <Select
        className="upg-choice"
        aria-label={t('screens.upgrade.col.state')}
        value={wanted.state}
        onChange={state => set({ state })}
        options={[
          any('screens.upgrade.any_state'),
          ...UPGRADE_STATES.map(value => ({ value, label: t(`upgrade.state.${value}`) })),
        ]}
      />
      <Select
        className="upg-choice"
        aria-label={t('screens.upgrade.col.waiting')}
        value={wanted.waitingFor}
        onChange={waitingFor => set({ waitingFor })}
        options={[
          any('screens.upgrade.any_waiting'),
          ...WAITED_FOR.map(value => ({ value, label: t(`screens.upgrade.waits.${value}`) })),
        ]}
      />
      <Select
        className="upg-choice"
        aria-label={t('screens.upgrade.col.manager')}
        value={wanted.manager}
        onChange={manager => set({ manager })}
        options={[
          any('screens.upgrade.any_manager'),
          ...managersOf(all).map(value => ({ value, label: value })),
        ]}
      />
      <Checkbox checked={wanted.expiring} onChange={event => set({ expiring: event.target.checked })}>
        {t('screens.upgrade.expiring')}
      </Checkbox>
      <Button type="link" disabled={!isNarrowed} onClick={() => want(EVERYTHING)}>
        {t('screens.upgrade.clear')}
      </Button>
      <span className="upg-sums figures" role="status">
        {t('screens.upgrade.sums', {
          accounts: showCount(shown.length),
          client: showCount(counts.client),
          agency: showCount(counts.agency),
          platform: showCount(counts.platform),
        })}
      </span>
    </div>
  );
}
