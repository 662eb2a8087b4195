import { useState } from 'react';
import { AGREED_TERMS, type AgreedTerm, type TransitSettings } from '../../../domain/refunds/settings.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { readFen } from '../order-check/draft.ts';
import { useCommand } from '../upgrade/queries.ts';

/** A whole number of days, or null for none; undefined where it is neither. */
export function daysTyped(text: string): number | null | undefined {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return null;
  return /^\d{1,4}$/.test(typed) ? Number(typed) : undefined;
}

/** Days with commas between them; null where one is no whole number. */
export function classesTyped(text: string): number[] | null {
  const parts = text
    .normalize('NFKC')
    .split(/[,、\s]+/)
    .filter(part => part !== '');
  return parts.length > 0 && parts.every(part => /^\d{1,4}$/.test(part)) ? parts.map(Number) : null;
}

/** What the office agrees for itself: terms, from which amount a withdrawal is approved, classes of ageing. */
export function SettingsForm({ settings, close }: { settings: TransitSettings; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [terms, setTerms] = useState<Record<AgreedTerm, string>>(
    () =>
      Object.fromEntries(AGREED_TERMS.map(term => [term, String(settings.terms[term] ?? '')])) as Record<
        AgreedTerm,
        string
      >,
  );
  const [approval, setApproval] = useState(
    settings.approvalFromFen === null ? '' : showFen(settings.approvalFromFen),
  );
  const [ageing, setAgeing] = useState(settings.ageingDays.join(', '));
  const { busy, fault, send } = useCommand(desk.refunds.setSettings);
  const days = Object.fromEntries(AGREED_TERMS.map(term => [term, daysTyped(terms[term])]));
  const approvalFromFen = approval.trim() === '' ? null : readFen(approval);
  const isBadApproval = approval.trim() !== '' && approvalFromFen === null;
  const ageingDays = classesTyped(ageing);
  const isReady = !Object.values(days).includes(undefined) && !isBadApproval && ageingDays !== null;
  const submit = async () => {
    const kept = { terms: days as TransitSettings['terms'], approvalFromFen, ageingDays: ageingDays! };
    if (!(await send({ settings: kept }))) return;
    notify.success('screens.transit.settings_done');
    close();
  };
  const bad = (code: string) => ({ severity: 'error' as const, text: t(code) });
  return (
    <SidePanel
      title={t('screens.transit.settings')}
      act={t('screens.transit.settings_act')}
      ready={isReady}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.transit.settings_note')}
      submit={() => void submit()}
      close={close}
    >
      {AGREED_TERMS.map(term => (
        <TextField
          key={term}
          figures
          name={t(`screens.transit.term.${term}`)}
          value={terms[term]}
          most={4}
          suffix={t('screens.transit.term_unit')}
          change={value => setTerms({ ...terms, [term]: value })}
          finding={days[term] === undefined ? bad('screens.transit.bad_days') : null}
        />
      ))}
      <TextField
        figures
        name={t('screens.transit.approval_from')}
        value={approval}
        suffix={t('screens.order.yuan')}
        change={setApproval}
        finding={isBadApproval ? bad('screens.order.bad_amount') : null}
        hint={t('screens.transit.approval_hint')}
      />
      <TextField
        figures
        name={t('screens.transit.ageing_days')}
        value={ageing}
        change={setAgeing}
        finding={ageingDays === null ? bad('screens.transit.bad_classes') : null}
      />
    </SidePanel>
  );
}
