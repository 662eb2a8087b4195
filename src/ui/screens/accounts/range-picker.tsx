import { DownOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { DayRange } from '../../../domain/reports/types.ts';
import { useAction } from '../../app/actions.tsx';
import { useTexts } from '../../app/texts.ts';
import { dayTyped, monthOf, PRESETS, presetOf, presetRange, stepped } from './range.ts';

/** From which day to which: named ranges, the one before and after, or two days as typed. */
export function RangePicker(props: { range: DayRange; today: string; choose(range: DayRange): void }) {
  const { t } = useTexts();
  const { range, today, choose } = props;
  const preset = presetOf(range, today);
  const month = monthOf(range);
  const before = useAction({
    id: 'range.before',
    title: 'screens.accounts.range.before',
    keys: '[',
    run: () => choose(stepped(range, -1)),
  });
  const after = useAction({
    id: 'range.after',
    title: 'screens.accounts.range.after',
    keys: ']',
    run: () => choose(stepped(range, 1)),
  });
  const items = PRESETS.map(name => ({
    key: name,
    label: t(`screens.accounts.range.${name}`),
    onClick: () => choose(presetRange(name, today)),
  }));
  return (
    <fieldset className="range-picker" aria-label={t('screens.accounts.range')}>
      <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: preset ? [preset] : [] }}>
        <Button className="range-name">
          {preset === null && month !== null
            ? t('screens.accounts.range.month', { year: month.slice(0, 4), month: Number(month.slice(5)) })
            : t(`screens.accounts.range.${preset ?? 'custom'}`)}
          <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      <Button
        icon={<LeftOutlined aria-hidden />}
        aria-label={t(before.title)}
        title={`${t(before.title)}  [`}
        onClick={() => void before.run()}
      />
      <Days range={range} choose={choose} />
      <Button
        icon={<RightOutlined aria-hidden />}
        aria-label={t(after.title)}
        title={`${t(after.title)}  ]`}
        onClick={() => void after.run()}
      />
    </fieldset>
  );
}

/** Two days as typed; taken on Enter or when the field is left, once both are days in their order. */
function Days({ range, choose }: { range: DayRange; choose(range: DayRange): void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(range);
  useEffect(() => setTyped(range), [range]);
  const [from, to] = [dayTyped(typed.from), dayTyped(typed.to)];
  const isReversed = from !== null && to !== null && from > to;
  const take = () => {
    if (from === null || to === null || isReversed) return;
    if (from !== range.from || to !== range.to) choose({ from, to });
    else setTyped(range);
  };
  const field = (name: 'from' | 'to', isWrong: boolean) => (
    <Input
      className="range-day figures"
      aria-label={t(`screens.accounts.range.${name}`)}
      value={typed[name]}
      status={isWrong ? 'error' : ''}
      title={isWrong ? t(`screens.accounts.range.${isReversed ? 'reversed' : 'no_day'}`) : undefined}
      maxLength={14}
      onChange={event => setTyped({ ...typed, [name]: event.target.value })}
      onBlur={take}
      onPressEnter={take}
    />
  );
  return (
    <>
      {field('from', from === null || isReversed)}
      <span className="muted" aria-hidden>
        –
      </span>
      {field('to', to === null || isReversed)}
    </>
  );
}
