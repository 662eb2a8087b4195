import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { RuleTrial } from '../../../contract/matching.ts';
import type { MatchRule } from '../../../domain/matching/book/rules.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { changed, daysTyped, LIMIT_UNITS, limitText, limitTyped } from './rules.ts';

/** The rules in the order in which they are asked; each can be switched, moved, and its figures changed. */
export function RuleTable(props: {
  rules: readonly MatchRule[];
  trial: RuleTrial | null;
  at: number;
  setAt(at: number): void;
  move(at: number, by: number): void;
  /** Whether the person may change them. */
  raise: boolean;
  change(rules: MatchRule[], isValid: boolean): void;
}) {
  const { t } = useTexts();
  const { rules, trial, raise: mayChange } = props;
  const [bad, setBad] = useState<ReadonlySet<string>>(new Set());
  const typed = (at: number, field: 'windowDays' | 'limit', value: number | null) => {
    const name = `${rules[at]!.kind} ${field}`;
    const next = new Set(bad);
    if (value === null) next.add(name);
    else next.delete(name);
    setBad(next);
    props.change(value === null ? [...rules] : changed(rules, at, { [field]: value }), next.size === 0);
  };
  return (
    <table className="plain-table wb-rule-table">
      <thead>
        <tr>
          <th className="number">{t('screens.workbench.rule_col.position')}</th>
          <th>{t('screens.workbench.rule_col.on')}</th>
          <th>{t('screens.workbench.rule_col.rule')}</th>
          <th>{t('screens.workbench.rule_col.days')}</th>
          <th>{t('screens.workbench.rule_col.limit')}</th>
          <th className="number">{t('screens.workbench.rule_col.hits')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {rules.map((rule, at) => (
          <tr
            key={rule.kind}
            aria-selected={at === props.at}
            onFocus={() => props.setAt(at)}
            onClick={() => props.setAt(at)}
          >
            <td className="number figures">{at + 1}</td>
            <td>
              <Checkbox
                checked={rule.isOn}
                disabled={!mayChange}
                aria-label={t('screens.workbench.rule_on', {
                  rule: t(`screens.workbench.rule.${rule.kind}`),
                })}
                onChange={event =>
                  props.change(changed(rules, at, { isOn: event.target.checked }), bad.size === 0)
                }
              />
            </td>
            <td>
              <div>{t(`screens.workbench.rule.${rule.kind}`)}</div>
              <div className="muted">{t(`screens.workbench.rule_about.${rule.kind}`)}</div>
            </td>
            <td>
              {rule.kind === 'moment' ? (
                <span className="muted">{t('screens.workbench.rule_exact')}</span>
              ) : (
                <Typed
                  name={t('screens.workbench.rule_col.days')}
                  first={String(rule.windowDays)}
                  suffix={t('screens.workbench.days')}
                  disabled={!mayChange}
                  read={daysTyped}
                  change={value => typed(at, 'windowDays', value)}
                />
              )}
            </td>
            <td>
              {LIMIT_UNITS[rule.kind] === undefined ? (
                <span className="muted">–</span>
              ) : (
                <Typed
                  name={t(`screens.workbench.limit.${rule.kind}`)}
                  first={limitText(rule)}
                  suffix={t(`screens.workbench.limit_unit.${rule.kind}`)}
                  disabled={!mayChange}
                  read={text => limitTyped(rule.kind, text)}
                  change={value => typed(at, 'limit', value)}
                />
              )}
            </td>
            <td className="number figures">{trial ? showCount(trial.byRule[rule.kind] ?? 0) : '–'}</td>
            <td className="acts">
              <Button
                size="small"
                type="text"
                icon={<ArrowUpOutlined aria-hidden />}
                aria-label={t('screens.workbench.rules_up')}
                disabled={!mayChange || at === 0}
                onClick={() => props.move(at, -1)}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowDownOutlined aria-hidden />}
                aria-label={t('screens.workbench.rules_down')}
                disabled={!mayChange || at === rules.length - 1}
                onClick={() => props.move(at, 1)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A short figure; what cannot be read stays as typed and is marked. */
function Typed(props: {
  name: string;
  first: string;
  suffix: string;
  disabled: boolean;
  read(text: string): number | null;
  change(value: number | null): void;
}) {
  const [text, setText] = useState(props.first);
  return (
    <Input
      className="figures wb-typed"
      aria-label={props.name}
      value={text}
      maxLength={8}
      disabled={props.disabled}
      suffix={props.suffix}
      status={props.read(text) === null ? 'error' : undefined}
      onChange={event => {
        setText(event.target.value);
        props.change(props.read(event.target.value));
      }}
    />
  );
}
