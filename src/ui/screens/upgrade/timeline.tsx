import type { UpgradeAttachment, UpgradeEvent } from '../../../contract/upgrade.ts';
import type { UpgradeState } from '../../../domain/upgrade/states.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { EvidenceLink } from './evidence.tsx';
import { STATE_TONES } from './rows.ts';

/** How it came to be, newest first: who, when, why, with what evidence. */
export function Timeline(props: {
  events: readonly UpgradeEvent[];
  look(attachment: UpgradeAttachment): void;
}) {
  const { t } = useTexts();
  return (
    <ol className="upg-timeline">
      {props.events.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: events of a day may be alike, and they only grow at the head
        <li key={`${props.events.length - at}`}>
          <div className="upg-event">
            <span className="figures">{event.on}</span>
            <What event={event} />
            <span className="upg-quiet">{event.actor ?? ''}</span>
          </div>
          {event.kind === 'step' && event.reason ? <p>{event.reason}</p> : null}
          {event.kind === 'verification' && event.reason ? (
            <p className="figures">{t('screens.upgrade.paper.until', { on: event.reason })}</p>
          ) : null}
          {event.attachment ? <EvidenceLink attachment={event.attachment} look={props.look} /> : null}
        </li>
      ))}
    </ol>
  );
}

function What({ event: { kind, to } }: { event: UpgradeEvent }) {
  const { t } = useTexts();
  if (kind === 'opened') return <span>{t('screens.upgrade.event.opened')}</span>;
  if (kind === 'verification') return <span>{t(`screens.upgrade.event.verification.${to}`)}</span>;
  return <Chip tone={STATE_TONES[to as UpgradeState]} word={t(`upgrade.state.${to}`)} />;
}
