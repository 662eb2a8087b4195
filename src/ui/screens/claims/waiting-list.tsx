import { Checkbox } from 'antd';
import { memo, type ReactNode, type Ref, useCallback, useEffect, useId, useRef, useState } from 'react';
import { daysBetween } from '../../../domain/calendar/days.ts';
import { useAction } from '../../app/actions.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { useMoneyNames } from './queries.ts';
import { keyOf, type WaitingMoney } from './waiting.ts';

interface ListProps<W extends WaitingMoney> {
  name: string;
  rows: readonly W[];
  today: string;
  /** Heading of the other side's name. */
  party: string;
  /** Key of the row in hand. */
  at: string | null;
  move(key: string): void;
  /** Enter on the row in hand; null while there is nothing to accept. */
  accept: (() => void) | null;
  /** Text code of what Enter does. */
  acceptTitle: string;
  /** Ticked rows; absent where nothing is done with several. */
  ticked?: ReadonlySet<string>;
  tick?(keys: readonly string[], on: boolean): void;
  hint(row: W): ReactNode;
  ref?: Ref<HTMLTableElement>;
}

const PAGE_ROWS = 12;

/** What waits, one row each, moved through by arrows: the focus stays on the list, the row in hand is told by its mark. */
export function WaitingList<W extends WaitingMoney>(props: ListProps<W>) {
  const { t } = useTexts();
  const { rows, at, move, ticked, tick } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(false);
  const names = useMoneyNames();
  useListKeys({ ...props, focused });
  useEffect(() => {
    if (at !== null)
      box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const newest = useRef(props);
  newest.current = props;
  const onTick = useCallback((key: string, on: boolean) => newest.current.tick?.([key], on), []);
  const choose = useCallback((key: string) => newest.current.move(key), []);
  const shownKeys = rows.map(keyOf);
  const place = at === null ? -1 : shownKeys.indexOf(at);
  return (
    <div className="claims-list" ref={box}>
      <table
        ref={props.ref}
        className="plain-table claims-table"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table moved through by arrows
        role="grid"
        aria-label={props.name}
        aria-rowcount={rows.length}
        aria-activedescendant={place < 0 ? undefined : `${id}-${place}`}
        tabIndex={0}
        onFocus={event => {
          if (event.target !== event.currentTarget) return;
          setFocused(true);
          if (place < 0 && shownKeys[0] !== undefined) move(shownKeys[0]);
        }}
        onBlur={() => setFocused(false)}
      >
        <thead>
          <tr>
            {ticked ? (
              <th className="claims-tick">
                <Checkbox
                  aria-label={t('screens.claims.tick_all')}
                  checked={ticked.size > 0 && shownKeys.every(key => ticked.has(key))}
                  indeterminate={ticked.size > 0 && !shownKeys.every(key => ticked.has(key))}
                  onChange={event => tick?.(shownKeys, event.target.checked)}
                />
              </th>
            ) : null}
            <th>{t('screens.claims.col.day')}</th>
            <th className="number">{t('screens.claims.col.age')}</th>
            <th>{t('screens.claims.col.money')}</th>
            <th>{props.party}</th>
            <th>{t('screens.claims.col.memo')}</th>
            <th className="number">{t('screens.claims.col.amount')}</th>
            <th>{t('screens.claims.col.hint')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row
              key={shownKeys[index]}
              id={`${id}-${index}`}
              row={row}
              rowKey={shownKeys[index]!}
              here={shownKeys[index] === at}
              ticked={ticked?.has(shownKeys[index]!) ?? null}
              age={daysBetween(row.day, props.today)}
              money={names.get(row.money) ?? ''}
              hint={props.hint(row)}
              choose={choose}
              onTick={onTick}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The list's keys, which act while the list has the focus. */
function useListKeys<W extends WaitingMoney>(props: ListProps<W> & { focused: boolean }): void {
  const { rows, at, move, focused } = props;
  const step = (by: number) => {
    const now = rows.findIndex(row => keyOf(row) === at);
    const next = rows[Math.min(rows.length - 1, Math.max(0, now + by))];
    if (next) move(keyOf(next));
  };
  const acts = { group: 'screens.claims.keys', enabled: focused };
  useAction({
    id: 'claims.down',
    title: 'screens.claims.key.down',
    keys: 'down',
    ...acts,
    run: () => step(1),
  });
  useAction({ id: 'claims.up', title: 'screens.claims.key.up', keys: 'up', ...acts, run: () => step(-1) });
  useAction({
    id: 'claims.page_down',
    title: 'screens.claims.key.page_down',
    keys: 'pagedown',
    ...acts,
    run: () => step(PAGE_ROWS),
  });
  useAction({
    id: 'claims.page_up',
    title: 'screens.claims.key.page_up',
    keys: 'pageup',
    ...acts,
    run: () => step(-PAGE_ROWS),
  });
  useAction({
    id: 'claims.accept',
    title: props.acceptTitle,
    keys: 'enter',
    needs: ['imports/claim', 'imports/identify', 'imports/pair'],
    group: acts.group,
    enabled: focused && props.accept !== null,
    run: () => props.accept?.(),
  });
  useAction({
    id: 'claims.tick',
    title: 'screens.claims.key.tick',
    keys: 'space',
    needs: ['imports/claim', 'imports/identify', 'imports/pair'],
    group: acts.group,
    enabled: focused && props.ticked !== undefined,
    run: () => {
      if (at !== null) props.tick?.([at], !props.ticked?.has(at));
    },
  });
}

const Row = memo(function Row(props: {
  id: string;
  row: WaitingMoney;
  rowKey: string;
  here: boolean;
  /** Null where rows are not ticked. */
  ticked: boolean | null;
  age: number;
  money: string;
  hint: ReactNode;
  choose(key: string): void;
  onTick(key: string, on: boolean): void;
}) {
  const { t } = useTexts();
  const { row, rowKey } = props;
  return (
    <tr id={props.id} aria-selected={props.here} onClick={() => props.choose(rowKey)}>
      {props.ticked === null ? null : (
        <td className="claims-tick">
          <Checkbox
            checked={props.ticked}
            tabIndex={-1}
            aria-label={t('screens.claims.tick', {
              day: row.day,
              party: row.party,
              amount: showFen(row.openFen),
            })}
            onClick={event => event.stopPropagation()}
            onChange={event => props.onTick(rowKey, event.target.checked)}
          />
        </td>
      )}
      <td className="figures">{row.day}</td>
      <td className="number figures" data-old={props.age > 30}>
        {t('screens.claims.days', { days: showCount(props.age) })}
      </td>
      <td className="claims-cut" title={props.money}>
        {props.money}
      </td>
      <td className="claims-cut claims-party" title={row.party}>
        {row.party || <span className="muted">{t('screens.claims.no_party')}</span>}
      </td>
      <td className="claims-cut claims-memo" title={row.memo}>
        {row.memo}
      </td>
      <td className={row.openFen < 0 ? 'number figures desk-negative' : 'number figures'}>
        {showFen(row.openFen)}
      </td>
      <td className="claims-hint">{props.hint}</td>
    </tr>
  );
});
