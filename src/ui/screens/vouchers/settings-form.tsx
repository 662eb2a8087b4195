import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { VOUCHER_BASES, type VoucherSettings } from '../../../domain/vouchers/types.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

/** 凭证设置: word, summing, 摘要, names. They hold for the next batch; what was exported stays. */
export function SettingsForm({ close }: { close(): void }) {
  const mapping = useQuery({
    queryKey: ['book', 'vouchers', 'mapping'],
    queryFn: () => desk.vouchers.mapping(),
  });
  if (mapping.error) return <ErrorPanel error={mapping.error} />;
  if (!mapping.data) return <SkeletonRows rows={6} />;
  return <Form settings={mapping.data.settings} close={close} />;
}

function Form({ settings, close }: { settings: VoucherSettings; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [draft, setDraft] = useState(settings);
  const [firstNo, setFirstNo] = useState(String(settings.firstNo));
  const keep = useCommand<{ settings: VoucherSettings }, { kept: boolean }>(desk.vouchers.keepSettings);
  const isNumber = /^[1-9]\d{0,4}$/.test(firstNo.trim());
  const set = (patch: Partial<VoucherSettings>) => setDraft({ ...draft, ...patch });
  const submit = async () => {
    if (!(await keep.send({ settings: { ...draft, firstNo: Number(firstNo) } }))) return;
    notify.success('screens.vouchers.settings_kept');
    close();
  };
  const text = (field: 'word' | 'eventSummary' | 'daySummary' | 'preparer' | 'reviewer', most: number) => (
    <TextField
      name={t(`screens.vouchers.set.${field}`)}
      hint={t(`screens.vouchers.hint.${field}`)}
      value={draft[field]}
      most={most}
      change={value => set({ [field]: value })}
    />
  );
  return (
    <SidePanel
      title={t('screens.vouchers.settings')}
      close={close}
      submit={() => void submit()}
      act={t('screens.vouchers.settings_do')}
      ready={
        draft.word.trim() !== '' &&
        draft.eventSummary.trim() !== '' &&
        draft.daySummary.trim() !== '' &&
        isNumber
      }
      busy={keep.busy}
      fault={keep.fault ? refusal(keep.fault) : null}
      note={t('screens.vouchers.settings_note')}
      needs={['vouchers/keepSettings']}
    >
      {text('word', 10)}
      <ChoiceField
        name={t('screens.vouchers.set.basis')}
        value={draft.basis}
        options={VOUCHER_BASES.map(value => ({ value, label: t(`screens.vouchers.basis.${value}`) }))}
        change={basis => set({ basis })}
      />
      {text(draft.basis === 'day' ? 'daySummary' : 'eventSummary', 100)}
      {text('preparer', 60)}
      {text('reviewer', 60)}
      <TextField
        name={t('screens.vouchers.set.firstNo')}
        hint={t('screens.vouchers.hint.firstNo')}
        value={firstNo}
        most={5}
        figures
        finding={isNumber ? null : { severity: 'error', text: t('screens.vouchers.bad_number') }}
        change={setFirstNo}
      />
      <ChoiceField
        name={t('screens.vouchers.set.internal')}
        hint={t('screens.vouchers.hint.internal')}
        value={draft.keepsInternal ? 'keep' : 'skip'}
        options={(['skip', 'keep'] as const).map(value => ({
          value,
          label: t(`screens.vouchers.internal.${value}`),
        }))}
        change={value => set({ keepsInternal: value === 'keep' })}
      />
    </SidePanel>
  );
}
