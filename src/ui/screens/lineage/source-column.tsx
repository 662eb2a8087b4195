import { Button } from 'antd';
import { beijingClock } from '../../../domain/calendar/days.ts';
import type { RowDetail } from '../../../domain/drill.ts';
import type { Lineage } from '../../../domain/lineage.ts';
import { showCount } from '../../app/figures.ts';
import { lineagePath, ROUTES, sourceFilePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { placeOf, RowFields, RowState, RowVersions } from '../journal/row-fields.tsx';
import { Card, Column, type LineageWays } from './column.tsx';

/** 来源: the file and row, or who booked it where there is none. */
export function SourceColumn({ chain, open }: { chain: Lineage } & LineageWays) {
  const { t } = useTexts();
  const { rows, rowsTotal, row } = chain;
  const isMany = rows.length > 1;
  return (
    <Column name="source" count={rowsTotal === 0 ? '' : showCount(rowsTotal)}>
      {rows.map(each => (
        <Row key={each.row} row={each} isAsked={each.row === row} isShort={isMany} open={open} />
      ))}
      {rowsTotal > rows.length ? (
        <p className="side-note">
          {t('screens.lineage.not_all', { shown: showCount(rows.length), total: showCount(rowsTotal) })}
        </p>
      ) : null}
      {rows.length === 0 ? <ByHand chain={chain} open={open} /> : null}
    </Column>
  );
}

function Row(props: { row: RowDetail; isAsked: boolean; isShort: boolean } & LineageWays) {
  const { t } = useTexts();
  const { row, isAsked, isShort, open } = props;
  const place = placeOf(row, t);
  return (
    <Card
      isAsked={isAsked}
      head={
        <>
          <button
            type="button"
            className="line-link lin-place"
            title={t('drill.open_row')}
            onClick={() => open(sourceFilePath(row.file, row.row))}
          >
            {place}
          </button>
          <RowState state={row.state} />
        </>
      }
    >
      <RowFields row={isShort ? { ...row, fields: row.fields.slice(0, FIELDS_OF_MANY) } : row} />
      {isShort ? (
        <Button
          size="small"
          type="text"
          aria-label={`${t('screens.lineage.from_row')} ${place}`}
          onClick={() => open(lineagePath({ row: row.row }))}
        >
          {t('screens.lineage.from_row')}
        </Button>
      ) : (
        <>
          <p className="muted">
            {t('drill.imported_by')} {row.actor} · {beijingClock(row.at)}
          </p>
          <RowVersions row={row} open={(_, version) => open(lineagePath({ row: version }))} />
        </>
      )}
    </Card>
  );
}

/** Of many rows only what tells them apart. */
const FIELDS_OF_MANY = 5;

/** Entries that no file brought: who said so, and by which act. */
function ByHand({ chain: { entries }, open }: { chain: Lineage } & LineageWays) {
  const { t, has } = useTexts();
  const first = entries[0]?.batch;
  const code = `bookgrid.procedure.${first?.procedure}`;
  return (
    <Card head={<b>{t('screens.lineage.by_hand')}</b>}>
      <p className="side-note">{t('drill.no_source')}</p>
      {first ? (
        <>
          <p>
            {has(code) ? t(code) : t('drill.procedure.other')} · {first.actor}
          </p>
          <p className="figures muted">{beijingClock(first.bookedAt)}</p>
          <Button size="small" onClick={() => open(ROUTES.log)}>
            {t('screens.lineage.open_log')}
          </Button>
        </>
      ) : null}
    </Card>
  );
}
