import { Button } from 'antd';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { sumOf, type WaitingMoney } from './waiting.ts';

/** Counts and sums: of what is listed, of all where a filter hides some, of what is ticked. */
export function ListFoot(props: {
  shown: readonly WaitingMoney[];
  all: readonly WaitingMoney[];
  chosen?: readonly WaitingMoney[];
  clear(): void;
}) {
  const { t } = useTexts();
  const { shown, all, chosen = [] } = props;
  const figures = (rows: readonly WaitingMoney[]) => ({
    count: showCount(rows.length),
    amount: showFen(sumOf(rows)),
  });
  return (
    <footer className="claims-foot figures">
      <span>{t('screens.claims.count', figures(shown))}</span>
      {chosen.length > 0 ? <span>{t('screens.claims.chosen', figures(chosen))}</span> : null}
      {shown.length < all.length ? (
        <>
          <span className="muted">{t('screens.claims.of_all', figures(all))}</span>
          <Button size="small" type="text" onClick={props.clear}>
            {t('grid.filters_clear')}
          </Button>
        </>
      ) : null}
    </footer>
  );
}
