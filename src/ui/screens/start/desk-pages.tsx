import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ContinuityBreak, IdentityBreak } from '../../../domain/imports/breaks.ts';
import type { GapSide } from '../../../domain/imports/continuity.ts';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useLinePath } from '../claims/line-path.ts';
import { Tickets } from '../claims/tickets.tsx';
import { useBack } from '../statements/use-back.ts';

/** The most breaks that are drawn; the oldest of each account come first. */
const BREAKS_SHOWN = 500;

/** 核对差异: what an import or a receipt could not settle silently and nobody has decided. */
export function TicketsPage() {
  const { t } = useTexts();
  const title = t('screens.start.tickets');
  return (
    <InBook title={title}>
      {book => (
        <Page fill title={title} back={<Back />} about={t('screens.start.tickets_about')}>
          <Tickets book={book} emptyText={t('screens.start.tickets_none')} />
        </Page>
      )}
    </InBook>
  );
}

/** 断点与勾稽差异: where balances do not lead on, and where two things tell a figure differently. */
export function BreaksPage() {
  const { t } = useTexts();
  const title = t('screens.start.breaks');
  return (
    <InBook title={title}>
      {() => (
        <Page title={title} back={<Back />} about={t('screens.start.breaks_about')}>
          <Breaks />
        </Page>
      )}
    </InBook>
  );
}

function Back() {
  const { t } = useTexts();
  const go = useNavigate();
  const back = () => void go(ROUTES.start);
  useBack('start.back', 'screens.start.back', back);
  return (
    <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={back}>
      {t('screens.start.back')}
    </Button>
  );
}

function Breaks() {
  const { t } = useTexts();
  const go = useNavigate();
  const breaks = useQuery({ queryKey: ['book', 'breaks'], queryFn: () => desk.imports.breaks() });
  if (breaks.isError) return <ErrorPanel error={breaks.error} again={() => void breaks.refetch()} />;
  if (!breaks.data) return <SkeletonRows />;
  const { continuity, identities } = breaks.data;
  if (continuity.length + identities.length === 0)
    return (
      <Empty
        title={t('screens.start.breaks_none')}
        text={t('screens.start.breaks_none_text')}
        action={{ label: t('screens.start.back'), run: () => void go(ROUTES.start) }}
      />
    );
  return (
    <div className="desk-breaks">
      {continuity.length > 0 ? <Gaps gaps={continuity} /> : null}
      {identities.length > 0 ? <Identities identities={identities} /> : null}
    </div>
  );
}

function BreakTable(props: {
  name: string;
  about: string;
  count: number;
  head: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <section className="panel" aria-label={props.name}>
      <header className="panel-head">
        <h2>{t('screens.start.breaks_counted', { name: props.name, count: showCount(props.count) })}</h2>
      </header>
      <p className="panel-text">{props.about}</p>
      <table className="plain-table">
        <thead>
          <tr>{props.head}</tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
      {props.count > BREAKS_SHOWN ? (
        <p className="panel-text">
          {t('screens.start.breaks_more', { count: showCount(props.count - BREAKS_SHOWN) })}
        </p>
      ) : null}
    </section>
  );
}

function Gaps({ gaps }: { gaps: ContinuityBreak[] }) {
  const { t } = useTexts();
  return (
    <BreakTable
      name={t('screens.start.gaps')}
      about={t('screens.start.gaps_about')}
      count={gaps.length}
      head={
        <>
          <th>{t('screens.start.col.account')}</th>
          <th>{t('screens.start.col.before')}</th>
          <th>{t('screens.start.col.after')}</th>
          <th className="number">{t('screens.start.col.missing')}</th>
        </>
      }
    >
      {gaps.slice(0, BREAKS_SHOWN).map(({ name, before, after, missingFen }) => (
        <tr key={`${name}|${before.plan}|${before.sheet}|${before.line}|${after.plan}|${after.line}`}>
          <td>{name}</td>
          <td>
            <SidePlace side={before} />
          </td>
          <td>
            <SidePlace side={after} />
          </td>
          <Money fen={missingFen} />
        </tr>
      ))}
    </BreakTable>
  );
}

function Place({ day, name, sheet, line }: { day?: string; name: string; sheet: string; line: number }) {
  const { t } = useTexts();
  return (
    <span className="desk-place">
      {day ? <span className="figures">{day}</span> : null}
      <span className="figures" title={sheet}>
        {t('screens.start.place', { file: name, line })}
      </span>
    </span>
  );
}

/** A side of a gap; it leads to its line in the file. */
function SidePlace({ side }: { side: GapSide }) {
  const path = useLinePath()(side);
  if (path === null) return <Place {...side} />;
  return (
    <Link className="line-link" to={path}>
      <Place {...side} />
    </Link>
  );
}

function Identities({ identities }: { identities: IdentityBreak[] }) {
  const { t } = useTexts();
  return (
    <BreakTable
      name={t('screens.start.identities')}
      about={t('screens.start.identities_about')}
      count={identities.length}
      head={
        <>
          <th>{t('screens.start.col.account')}</th>
          <th>{t('screens.start.col.day')}</th>
          <th>{t('screens.start.col.rule')}</th>
          <th className="number">{t('screens.start.col.expected')}</th>
          <th className="number">{t('screens.start.col.actual')}</th>
          <th className="number">{t('screens.start.col.difference')}</th>
        </>
      }
    >
      {identities.slice(0, BREAKS_SHOWN).map(({ name, day, rule, expectedFen, actualFen, at }) => (
        <tr key={`${name}|${day}|${rule}|${at?.name ?? ''}|${at?.sheet ?? ''}|${at?.line ?? ''}`}>
          <td>{name}</td>
          <td className="figures">{day}</td>
          <td>
            {t(`screens.start.rule.${rule}`)}
            {at ? <Place {...at} /> : null}
          </td>
          <Money fen={expectedFen} />
          <Money fen={actualFen} />
          <Money fen={actualFen - expectedFen} />
        </tr>
      ))}
    </BreakTable>
  );
}

function Money({ fen }: { fen: number }) {
  return (
    <td className="number figures">
      <span className={fen < 0 ? 'desk-negative' : undefined}>{showFen(fen)}</span>
    </td>
  );
}
