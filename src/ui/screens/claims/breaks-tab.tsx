import { CheckCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { BalanceBreaks } from '../../../domain/imports/breaks.ts';
import type { GapSide } from '../../../domain/imports/continuity.ts';
import { formatE5, groupThousands } from '../../../domain/money.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { planPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useLinePath } from './line-path.ts';
import { useBreaks } from './queries.ts';
import { Tickets } from './tickets.tsx';

/** 断点与差异: balances that do not lead on, figures that two things tell differently, open tickets. */
export function BreaksTab({ book }: { book: BookState }) {
  const { t } = useTexts();
  const breaks = useBreaks();
  return (
    <div className="breaks">
      {breaks.isError ? <ErrorPanel error={breaks.error} again={() => void breaks.refetch()} /> : null}
      {breaks.isPending ? <SkeletonRows rows={6} /> : null}
      {breaks.data ? (
        <>
          <Section name="continuity" count={breaks.data.continuity.length}>
            <Continuity breaks={breaks.data.continuity} />
          </Section>
          <Section name="identities" count={breaks.data.identities.length}>
            <Identities breaks={breaks.data.identities} />
          </Section>
        </>
      ) : null}
      <section className="panel breaks-tickets" aria-labelledby="breaks-tickets">
        <header className="panel-head">
          <h2 id="breaks-tickets">{t('screens.claims.tickets')}</h2>
          <span className="muted">{t('screens.claims.tickets_about')}</span>
        </header>
        <Tickets book={book} emptyText={t('screens.claims.no_tickets')} />
      </section>
    </div>
  );
}

function Section(props: { name: 'continuity' | 'identities'; count: number; children: ReactNode }) {
  const { t } = useTexts();
  const id = `breaks-${props.name}`;
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{t(`screens.claims.breaks.${props.name}`, { count: showCount(props.count) })}</h2>
        <span className="muted">{t(`screens.claims.breaks.${props.name}_about`)}</span>
      </header>
      {props.count === 0 ? (
        <p className="panel-text breaks-good">
          <CheckCircleOutlined aria-hidden /> {t(`screens.claims.breaks.${props.name}_none`)}
        </p>
      ) : (
        props.children
      )}
    </section>
  );
}

function Continuity({ breaks }: { breaks: BalanceBreaks['continuity'] }) {
  const { t } = useTexts();
  return (
    <div className="breaks-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('screens.claims.breaks.account')}</th>
            <th>{t('screens.claims.breaks.before')}</th>
            <th className="number">{t('screens.claims.breaks.balance')}</th>
            <th>{t('screens.claims.breaks.after')}</th>
            <th className="number">{t('screens.claims.breaks.balance')}</th>
            <th className="number">{t('screens.claims.breaks.missing')}</th>
          </tr>
        </thead>
        <tbody>
          {breaks.map(({ name, before, after, missingFen }) => (
            <tr key={[name, before.plan, before.line, after.plan, after.line].join(' ')}>
              <td>{name}</td>
              <Side side={before} />
              <Side side={after} />
              <td className={missingFen < 0 ? 'number figures desk-negative' : 'number figures'}>
                {showFen(missingFen)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A side of a break; it leads to its line in the file that brought it. */
function Side({ side }: { side: GapSide }) {
  const { t } = useTexts();
  const fileOf = useLinePath();
  return (
    <>
      <td className="breaks-side">
        <Link className="line-link" to={fileOf(side) ?? planPath(side.plan)} title={side.name}>
          {side.name}
        </Link>
        <span className="cell-under figures">
          {[side.day, side.sheet, t('screens.statements.place_row', { row: showCount(side.line) })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </td>
      <td className="number figures">{groupThousands(formatE5(side.balanceE5))}</td>
    </>
  );
}

function Identities({ breaks }: { breaks: BalanceBreaks['identities'] }) {
  const { t } = useTexts();
  return (
    <div className="breaks-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('screens.claims.col.day')}</th>
            <th>{t('screens.claims.breaks.account')}</th>
            <th>{t('screens.claims.breaks.rule')}</th>
            <th className="number">{t('screens.claims.breaks.expected')}</th>
            <th className="number">{t('screens.claims.breaks.actual')}</th>
            <th className="number">{t('screens.claims.breaks.difference')}</th>
            <th>{t('screens.claims.breaks.at')}</th>
          </tr>
        </thead>
        <tbody>
          {breaks.map(({ name, rule, day, expectedFen, actualFen, at }) => (
            <tr key={[name, rule, day, at?.name, at?.line].join(' ')}>
              <td className="figures">{day}</td>
              <td>{name}</td>
              <td>{t(`screens.claims.rule.${rule}`)}</td>
              <td className="number figures">{showFen(expectedFen)}</td>
              <td className="number figures">{showFen(actualFen)}</td>
              <td className={expectedFen < actualFen ? 'number figures desk-negative' : 'number figures'}>
                {showFen(expectedFen - actualFen)}
              </td>
              <td className="breaks-side">
                {at ? (
                  <span title={at.name}>
                    {[at.name, at.sheet, t('screens.statements.place_row', { row: showCount(at.line) })]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                ) : (
                  <span className="muted">–</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
