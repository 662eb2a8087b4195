import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../app/texts.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The month `by` months from one, `yyyy-mm`. */
export function monthFrom(month: string, by: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** A month: typed, or one on and one back. */
export function MonthField({
  value,
  change,
  name,
}: {
  value: string;
  change(month: string): void;
  name?: string;
}) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setTyped(value);
  }
  const step = (by: number) => change(monthFrom(value, by));
  return (
    <span className="policies-month">
      <Button
        icon={<LeftOutlined aria-hidden />}
        aria-label={t('screens.policies.month_before')}
        onClick={() => step(-1)}
      />
      <Input
        className="figures"
        aria-label={name ?? t('screens.policies.month')}
        status={MONTH.test(typed) ? undefined : 'error'}
        maxLength={7}
        value={typed}
        onChange={event => {
          setTyped(event.target.value);
          if (MONTH.test(event.target.value)) change(event.target.value);
        }}
        onBlur={() => setTyped(value)}
      />
      <Button
        icon={<RightOutlined aria-hidden />}
        aria-label={t('screens.policies.month_after')}
        onClick={() => step(1)}
      />
    </span>
  );
}
