import type { MatchRowView, MatchView } from '../../../contract/matching.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { SIDES, type Side, sumsOfMatch } from './picking.ts';
import { useOpenRow } from './use-open-row.ts';

/** A match in words and figures: its sums side by side, its rows, and why they belong together. */
export function MatchCard({ match }: { match: MatchView }) {
  const { t } = useTexts();
  const sums = sumsOfMatch(match);
  return (
    <div className="wb-card">
      <div className="wb-card-head">
        <strong>{t(`screens.workbench.relation.${match.relation}`)}</strong>
        <span className="muted">{t(`screens.workbench.rule.${match.rule}`)}</span>
        <span className="accounts-gap" />
        {match.state === 'matched' ? (
          <Chip tone="success" word={t('screens.workbench.state.matched')} />
        ) : (
          <Chip tone="info" word={t('screens.workbench.state.suggested')} />
        )}
      </div>
      <Balance
        left={t(`screens.workbench.side.${match.relation}.left`)}
        right={t(`screens.workbench.side.${match.relation}.right`)}
        sums={sums}
      />
      <ul className="wb-evidence" aria-label={t('screens.workbench.evidence')}>
        {match.evidence.map(({ code, params }) => (
          <li key={`${code} ${JSON.stringify(params)}`} data-tone={toneOf(code)}>
            {t(code, params)}
          </li>
        ))}
      </ul>
      {SIDES.map(side => (
        <Rows key={side} side={side} match={match} />
      ))}
      {match.decidedBy === null ? null : (
        <p className="muted">{t('screens.workbench.decided_by', { person: match.decidedBy })}</p>
      )}
    </div>
  );
}

const toneOf = (code: string): 'doubt' | undefined =>
  /candidates|difference|fee$/.test(code) ? 'doubt' : undefined;

/** Outside, own list, and what lies between them. */
export function Balance(props: {
  left: string;
  right: string;
  sums: { leftFen: number; rightFen: number; differenceFen: number; leftCount: number; rightCount: number };
}) {
  const { t } = useTexts();
  const { leftFen, rightFen, differenceFen, leftCount, rightCount } = props.sums;
  return (
    <dl className="wb-balance">
      <div>
        <dt>
          {props.left} <span className="figures">{t('screens.workbench.rows', { count: leftCount })}</span>
        </dt>
        <dd className="figures">{showFen(leftFen)}</dd>
      </div>
      <div>
        <dt>
          {props.right} <span className="figures">{t('screens.workbench.rows', { count: rightCount })}</span>
        </dt>
        <dd className="figures">{showFen(rightFen)}</dd>
      </div>
      <div data-open={differenceFen !== 0}>
        <dt>{t('screens.workbench.difference')}</dt>
        <dd className={differenceFen < 0 ? 'figures desk-negative' : 'figures'}>{showFen(differenceFen)}</dd>
      </div>
    </dl>
  );
}

/** Rows of one side, each leading to its line in its file. */
function Rows({ side, match }: { side: Side; match: MatchView }) {
  const { t } = useTexts();
  const rows = match.rows.filter(row => row.side === side);
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{t(`screens.workbench.side.${match.relation}.${side}`)}</h3>
      <ul className="wb-rows">
        {rows.slice(0, SHOWN).map(row => (
          <li key={row.sourceRow}>
            <span className="figures">{row.day}</span>
            <RowPlace row={row} />
            <span className={row.fen < 0 ? 'figures desk-negative' : 'figures'}>{showFen(row.fen)}</span>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN ? (
        <p className="muted">{t('screens.workbench.more_rows', { count: showCount(rows.length - SHOWN) })}</p>
      ) : null}
    </section>
  );
}

const SHOWN = 12;

/** A row by its party, or by its place; leads to its file. */
export function RowPlace({ row, byPlace = false }: { row: MatchRowView; byPlace?: boolean }) {
  const { t } = useTexts();
  const open = useOpenRow();
  const place = t('screens.workbench.place', { file: row.file, row: row.row });
  return (
    <button
      type="button"
      className="line-link wb-place"
      title={row.party === '' ? place : `${row.party} · ${place}`}
      onClick={() => void open(row.sourceRow)}
    >
      {row.party === '' || byPlace ? place : row.party}
    </button>
  );
}
