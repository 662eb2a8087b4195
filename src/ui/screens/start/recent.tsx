import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { RememberedPair } from '../../../domain/settings.ts';
import { desk } from '../../app/client.ts';
import { showBytes } from '../../app/figures.ts';
import { SkeletonRows } from '../../app/page.tsx';
import { pairPath, ROUTES, statementPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';

const MOST = 8;

/** What the user did before: remembered pairs, newest first, and the files of this session. */
export function Recent() {
  const { t } = useTexts();
  const pairs = useQuery({ queryKey: ['pairs'], queryFn: () => desk.compare.pairs() });
  const files = useQuery({ queryKey: ['statements', 'files'], queryFn: () => desk.files.list() });
  const newest = [...(pairs.data ?? [])].sort((a, b) => b.usedOn.localeCompare(a.usedOn)).slice(0, MOST);
  const latest = (files.data ?? []).slice(-MOST).reverse();
  return (
    <div className="start-recent">
      <section className="panel" aria-labelledby="start-pairs">
        <header className="panel-head">
          <h2 id="start-pairs">{t('shell.start.pairs')}</h2>
          {newest.length > 0 ? <Link to={ROUTES.settings}>{t('shell.start.pairs.manage')}</Link> : null}
        </header>
        {pairs.isPending ? <SkeletonRows rows={2} /> : null}
        {pairs.data?.length === 0 ? <p className="panel-text">{t('shell.start.pairs.none')}</p> : null}
        <ul className="lines">
          {newest.map((pair: RememberedPair) => (
            <li key={pair.id}>
              <Link className="line-link" to={pairPath(null, null)}>
                {pair.name}
              </Link>
              <span className="line-about figures">{pair.usedOn.slice(0, 10)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="panel" aria-labelledby="start-files">
        <header className="panel-head">
          <h2 id="start-files">{t('shell.start.files')}</h2>
        </header>
        {files.isPending ? <SkeletonRows rows={2} /> : null}
        {files.data?.length === 0 ? <p className="panel-text">{t('shell.start.files.none')}</p> : null}
        <ul className="lines">
          {latest.map(file => (
            <li key={file.id}>
              <Link className="line-link" to={statementPath(file.id)} title={file.name}>
                {file.name}
              </Link>
              <span className="line-about figures">{showBytes(file.bytes)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
