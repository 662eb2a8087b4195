import type { ApplicationView } from '../../../contract/applications.ts';
import type { ApplicationState } from '../../../domain/applications/states.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

export const TONES: Readonly<Record<ApplicationState, Tone>> = {
  draft: 'neutral',
  applied: 'info',
  approved: 'warning',
  paid: 'info',
  done: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
};

/** Applications with state and who holds each; 实付 beside 到账. */
export function ApplicationTable(props: {
  applications: readonly ApplicationView[];
  chosen: number | null;
  choose(application: number): void;
}) {
  const { t } = useTexts();
  const { applications, chosen, choose } = props;
  return (
    <table className="plain-table applications-table">
      <thead>
        <tr>
          <th>{t('screens.applications.no')}</th>
          <th>{t('screens.applications.kind')}</th>
          <th>{t('screens.applications.client')}</th>
          <th className="number">{t('screens.applications.paid')}</th>
          <th className="number">{t('screens.applications.credited')}</th>
          <th>{t('screens.applications.state')}</th>
          <th>{t('screens.applications.holder')}</th>
          <th>{t('screens.applications.applicant')}</th>
          <th>{t('screens.applications.applied_at')}</th>
          <th>{t('screens.applications.note')}</th>
        </tr>
      </thead>
      <tbody>
        {applications.map(each => (
          <tr key={each.id} className="applications-row" aria-selected={each.id === chosen}>
            <td className="figures">
              <button type="button" className="applications-open" onClick={() => choose(each.id)}>
                {each.no}
              </button>
              {each.urgent ? (
                <span className="applications-urgent">{t('screens.applications.urgent')}</span>
              ) : null}
            </td>
            <td className="applications-nowrap">
              {t(`applications.kind.${each.kind}`)}
              {each.kind === 'recharge' && each.funding === 'advance' ? (
                <span className="muted"> {t('recharges.funding.advance')}</span>
              ) : null}
            </td>
            <td className="applications-nowrap">{each.clientName}</td>
            <td className="number figures">{showFen(each.paidFen)}</td>
            <td className="number figures">{each.kind === 'recharge' ? showFen(each.creditedFen) : '—'}</td>
            <td>
              <Chip tone={TONES[each.state]} word={t(`applications.state.${each.state}`)} />
            </td>
            <td className="applications-nowrap">
              {each.holder === null ? '—' : t(`screens.people.role.${each.holder}`)}
            </td>
            <td className="applications-nowrap">{each.applicant ?? each.createdBy}</td>
            <td className="figures applications-nowrap">{beijingTime(each.appliedAt ?? each.createdAt)}</td>
            <td className="applications-note" title={each.note}>
              {each.note}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
