import { CloseOutlined, DownloadOutlined, EyeOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { PackDetail, PackRow } from '../../../contract/packs.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import type { PackState } from '../../../domain/packs/states.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { clientStatementPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { TONES } from './board.ts';

type Pack = PackDetail['packs'][number];

/** Every pack of a client's month with what was said of it; the statement can be read, saved again, and marked. */
export function PackPanel(props: {
  row: PackRow;
  month: string;
  mayWrite: boolean;
  busy: boolean;
  make(): void;
  mark(state: Exclude<PackState, 'draft'>): void;
  close(): void;
}) {
  const { t } = useTexts();
  const { row, month } = props;
  const detail = useQuery({
    queryKey: ['book', 'packs', 'detail', month, row.client],
    queryFn: () => desk.packs.detail({ month, client: row.client }),
  });
  const range = { from: `${month}-01`, to: row.pack?.finality.to ?? lastDayOf(month) };
  return (
    <aside className="clients-side packs-side" aria-label={row.name}>
      <header>
        <h2>{row.name}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={props.close}
        />
      </header>
      <div className="clients-side-body">
        <div className="packs-acts">
          <Link className="packs-link" to={clientStatementPath(row.client, range)}>
            <EyeOutlined aria-hidden /> {t('screens.packs.preview')}
          </Link>
          {props.mayWrite ? (
            <Button
              size="small"
              icon={<DownloadOutlined aria-hidden />}
              loading={props.busy}
              onClick={props.make}
            >
              {t(row.pack ? 'screens.packs.save_again' : 'screens.packs.make_one')}
            </Button>
          ) : null}
          {props.mayWrite
            ? row.pack?.next
                .filter(state => state !== 'draft')
                .map(state => (
                  <Button key={state} size="small" onClick={() => props.mark(state)}>
                    {t('screens.packs.mark', { state: t(`screens.packs.state.${state}`) })}
                  </Button>
                ))
            : null}
        </div>
        {detail.error ? <ErrorPanel error={detail.error} again={() => void detail.refetch()} /> : null}
        {!detail.data && !detail.error ? <SkeletonRows rows={4} /> : null}
        {detail.data?.packs.length === 0 ? <p className="muted">{t('screens.packs.none_made')}</p> : null}
        {detail.data?.packs.map(pack => (
          <PackCard key={pack.id} pack={pack} />
        ))}
      </div>
    </aside>
  );
}

function PackCard({ pack }: { pack: Pack }) {
  const { t } = useTexts();
  return (
    <section className="packs-card" data-superseded={pack.supersededAt !== null}>
      <div className="packs-card-head">
        <strong className="figures">{pack.checkCode}</strong>
        {pack.supersededWhy ? (
          <Chip tone="danger" word={t(`screens.packs.superseded.${pack.supersededWhy}`)} />
        ) : (
          <Chip tone={TONES[pack.state]} word={t(`screens.packs.state.${pack.state}`)} />
        )}
      </div>
      <p className="muted">{t(`packs.paper.finality.${pack.finality.state}`, { day: pack.finality.to })}</p>
      <ol className="packs-steps">
        <li>
          <span className="figures">{beijingTime(pack.madeAt)}</span>
          <span>{t('screens.packs.made', { by: pack.madeBy, seq: pack.headSeq })}</span>
        </li>
        {pack.steps.map(step => (
          <li key={`${step.state} ${step.saidAt}`}>
            <span className="figures">{step.onDay}</span>
            <span>
              {[t(`screens.packs.state.${step.state}`), step.person, step.note, step.paper]
                .filter(Boolean)
                .join(' · ')}
              <span className="muted"> {t('screens.packs.said_by', { by: step.saidBy })}</span>
            </span>
          </li>
        ))}
        {pack.supersededAt ? (
          <li>
            <span className="figures">{beijingTime(pack.supersededAt)}</span>
            <span>{t(`screens.packs.superseded.${pack.supersededWhy}`)}</span>
          </li>
        ) : null}
      </ol>
    </section>
  );
}
