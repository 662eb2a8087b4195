import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { MatchView } from '../../../contract/matching.ts';
import type { Relation } from '../../../domain/matching/book/relations.ts';
import { ActionButton } from '../../app/actions.tsx';
import { showCount } from '../../app/figures.ts';
import { SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { ActsList } from './acts-list.tsx';
import { Balance, MatchCard } from './match-card.tsx';
import { type Picked, sumsOf } from './picking.ts';
import type { useBenchKeys } from './use-bench-keys.ts';

/** Between the sides: the match in hand with its reasons, what was picked by hand, what was done last. */
export function Middle(props: {
  month: string;
  isPending: boolean;
  show: 'suggested' | 'matched';
  inHand: MatchView | null;
  /** Its number in the list, from 0. */
  at: number;
  total: number;
  relation: Relation;
  picked: Picked;
  keys: ReturnType<typeof useBenchKeys>;
  clear(): void;
}) {
  const { t } = useTexts();
  const { inHand, keys, show } = props;
  return (
    <>
      {props.isPending ? <SkeletonRows rows={8} /> : null}
      {inHand ? (
        <>
          <div className="wb-step">
            <span className="figures" aria-live="polite">
              {t('screens.workbench.at', { at: showCount(props.at + 1), total: showCount(props.total) })}
            </span>
            <span className="accounts-gap" />
            <ActionButton
              action={{ ...keys.before, icon: <UpOutlined aria-hidden /> }}
              word={false}
              size="small"
              type="text"
            />
            <ActionButton
              action={{ ...keys.next, icon: <DownOutlined aria-hidden /> }}
              word={false}
              size="small"
              type="text"
            />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
          <div className="wb-card-scroll" tabIndex={0}>
            <MatchCard match={inHand} />
          </div>
          <div className="wb-do">
            {show === 'suggested' ? (
              <>
                <ActionButton action={keys.accept} type="primary" />
                <ActionButton action={keys.reject} />
              </>
            ) : (
              <ActionButton action={keys.split} />
            )}
          </div>
        </>
      ) : props.isPending ? null : (
        <p className="wb-none wb-card-scroll">{t(`screens.workbench.none.${show}`)}</p>
      )}
      <PickedBox {...props} />
      <ActsList month={props.month} undo={keys.undo} />
    </>
  );
}

function PickedBox({ picked, relation, keys, clear }: Parameters<typeof Middle>[0]) {
  const { t } = useTexts();
  const sums = sumsOf(picked);
  if (sums.leftCount + sums.rightCount === 0)
    return <p className="wb-picked muted">{t('screens.workbench.pick_hint')}</p>;
  return (
    <section className="wb-picked" aria-label={t('screens.workbench.picked')} data-on="true">
      <header>
        <h2>{t('screens.workbench.picked')}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.workbench.clear')}
          onClick={clear}
        />
      </header>
      <Balance
        left={t(`screens.workbench.side.${relation}.left`)}
        right={t(`screens.workbench.side.${relation}.right`)}
        sums={sums}
      />
      <ActionButton action={keys.combine} />
    </section>
  );
}
