import { useId } from 'react';
import { Link } from 'react-router';
import { Chip } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { type AttentionLine, daysSince } from './attention.ts';

/** What waits in the open book: how many, how much, since when; each line leads to its screen. */
export function AttentionList({ lines }: { lines: AttentionLine[] }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{t('screens.start.attention')}</h2>
      </header>
      <table className="plain-table attention">
        <thead>
          <tr>
            <th>{t('screens.start.col.subject')}</th>
            <th className="number">{t('screens.start.col.count')}</th>
            <th className="number">{t('screens.start.col.sum')}</th>
            <th className="number">{t('screens.start.col.oldest')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <Line key={line.subject} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ line }: { line: AttentionLine }) {
  const { t } = useTexts();
  const { subject, count, sumFen, oldestOn, tone, path } = line;
  const days = oldestOn === null ? null : daysSince(oldestOn, Date.now());
  return (
    <tr>
      <td>
        <Link className="attention-name" to={path}>
          {t(`screens.start.attention.${subject}`)}
        </Link>
        <span className="attention-about">{t(`screens.start.attention.${subject}.about`)}</span>
      </td>
      <td className="number figures">{count === null ? '–' : showCount(count)}</td>
      <td className="number figures">
        <span className={sumFen !== null && sumFen < 0 ? 'desk-negative' : undefined}>
          {sumFen === null ? '–' : showFen(sumFen)}
        </span>
      </td>
      <td className="number figures">{oldestOn ?? '–'}</td>
      <td className="attention-age">
        <Chip
          tone={tone}
          word={
            days === null
              ? t('screens.start.age.never')
              : days <= 0
                ? t('screens.start.age.today')
                : t('screens.start.age.days', { count: days })
          }
        />
      </td>
    </tr>
  );
}
