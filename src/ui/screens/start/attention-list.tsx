import { useId } from 'react';
import { Link } from 'react-router';
import type { Texts } from '../../app/catalogues.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { type DeskGroup, type DeskLine, daysSince } from './attention.ts';

/** What waits in the open book, by role: how many, how much, since or until when; each line leads to its screen. */
export function AttentionList({ groups }: { groups: DeskGroup[] }) {
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
        {groups.map(({ role, lines }) => (
          <tbody key={role}>
            {groups.length > 1 ? (
              <tr className="attention-group">
                <th colSpan={5} scope="rowgroup">
                  {t(`screens.people.role.${role}`)}
                </th>
              </tr>
            ) : null}
            {lines.map(line => (
              <Line key={`${line.subject}:${line.reason}`} line={line} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function Line({ line }: { line: DeskLine }) {
  const { t } = useTexts();
  const { subject, count, sumFen, oldestOn, tone, path } = line;
  const age = ageOf(line, t);
  return (
    <tr>
      <td>
        <Link className="attention-name" to={path}>
          {t(`screens.start.attention.${subject}`, {
            reason: reasonOf(line, t),
          })}
        </Link>
        <span className="attention-about">{t(`screens.start.attention.${subject}.about`)}</span>
      </td>
      <td className="number figures">{count === null ? '–' : showCount(count)}</td>
      <td className="number figures">{sumFen === null ? '–' : showFen(sumFen)}</td>
      <td className="number figures">{oldestOn ?? '–'}</td>
      <td>{age === null ? null : <Chip tone={tone} word={age} />}</td>
    </tr>
  );
}

function reasonOf({ subject, reason, oldestOn }: DeskLine, t: Texts['t']): string {
  if (subject === 'tickets') return t(`bookgrid.ticket.${reason}`);
  if (subject === 'applications_own') return t(`screens.people.role.${reason}`);
  return reason ?? oldestOn?.slice(0, 7) ?? '';
}

function ageOf({ subject, oldestOn }: DeskLine, t: Texts['t']): string | null {
  if (oldestOn === null) return subject === 'copy' ? t('screens.start.age.never') : null;
  const days = daysSince(oldestOn, Date.now());
  if (days < 0) return t('screens.start.age.ahead', { count: -days });
  return days === 0 ? t('screens.start.age.today') : t('screens.start.age.days', { count: days });
}
