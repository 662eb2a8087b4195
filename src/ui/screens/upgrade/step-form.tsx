import { Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { UpgradeDetailView } from '../../../contract/upgrade.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { WAITED_FOR, type WaitedFor, waitsFor } from '../../../domain/upgrade/book.ts';
import type { UpgradeState } from '../../../domain/upgrade/states.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField } from './day-field.tsx';
import { EvidencePick } from './evidence.tsx';
import { ActForm, Field } from './form.tsx';
import { useCommand } from './queries.ts';

/** Steps that a person takes; those of an enterprise's verification come with its dates. */
export function stepsByHand({ next, row }: UpgradeDetailView): UpgradeState[] {
  const isVerified = row.verification.state === 'passed' || row.subjectKind === 'individual';
  return next.filter(state => state !== 'verification_expired' && (state !== 'upgraded' || isVerified));
}

/** The next legal step: to where, when, why, with what evidence, and who is waited for then. */
export function StepForm({ detail, close }: { detail: UpgradeDetailView; close(): void }) {
  const { t } = useTexts();
  const steps = stepsByHand(detail);
  const [to, setTo] = useState<UpgradeState>(steps[0]!);
  const [on, setOn] = useState(today());
  const [reason, setReason] = useState('');
  const [waits, setWaits] = useState<WaitedFor | ''>('');
  const [file, setFile] = useState<StagedFile | null>(null);
  const { busy, fault, send } = useCommand(desk.upgrade.step);
  const day = readDay(on);
  const usual = waitsFor(to);
  const submit = async () => {
    const parts = {
      ...(waits === '' ? {} : { waitingFor: waits }),
      ...(file ? { fileId: file.id } : {}),
    };
    if (await send({ account: detail.row.account, to, reason, on: day!, ...parts })) close();
  };
  return (
    <ActForm
      title={t('screens.upgrade.step.title')}
      act={t('screens.upgrade.step.act', { state: t(`upgrade.state.${to}`) })}
      ready={day !== null && (to !== 'rejected' || reason.trim() !== '')}
      busy={busy}
      fault={fault}
      submit={() => void submit()}
      close={close}
    >
      <Radio.Group
        aria-label={t('screens.upgrade.step.to')}
        value={to}
        onChange={event => setTo(event.target.value)}
        options={steps.map(value => ({ value, label: t(`upgrade.state.${value}`) }))}
      />
      <div className="upg-fields">
        <DayField name={t('screens.upgrade.step.on')} value={on} change={setOn} />
        <Field name={t('screens.upgrade.col.waiting')}>
          {id => (
            <Select
              id={id}
              value={waits}
              onChange={setWaits}
              options={[
                {
                  value: '' as const,
                  label: usual === null ? t('screens.upgrade.none') : t(`upgrade.waits.${usual}`),
                },
                ...WAITED_FOR.filter(each => each !== usual).map(value => ({
                  value,
                  label: t(`upgrade.waits.${value}`),
                })),
              ]}
            />
          )}
        </Field>
      </div>
      <Field name={t(to === 'rejected' ? 'screens.upgrade.step.rejected_why' : 'screens.upgrade.step.why')}>
        {id => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={400}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
        )}
      </Field>
      <EvidencePick file={file} change={setFile} />
    </ActForm>
  );
}
