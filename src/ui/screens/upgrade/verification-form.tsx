import { Radio, Select } from 'antd';
import { useState } from 'react';
import type { UpgradeDetailView } from '../../../contract/upgrade.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { VERIFICATION_METHODS, type VerificationMethod } from '../../../domain/upgrade/book.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { RuleLine } from './cited.tsx';
import { DayField } from './day-field.tsx';
import { EvidencePick } from './evidence.tsx';
import { ActForm, Field } from './form.tsx';
import { useCommand } from './queries.ts';

/** 对公验证: how and when it passed and its last valid day, or the day from which it no longer holds. */
export function VerificationForm({ detail, close }: { detail: UpgradeDetailView; close(): void }) {
  const { t } = useTexts();
  const [state, setState] = useState<'passed' | 'expired'>('passed');
  const [from, setFrom] = useState(today());
  const [until, setUntil] = useState('');
  const [method, setMethod] = useState<VerificationMethod>('client_pays');
  const [file, setFile] = useState<StagedFile | null>(null);
  const { busy, fault, send } = useCommand(desk.upgrade.setVerification);
  const fromDay = readDay(from);
  const untilDay = until.trim() === '' ? null : readDay(until);
  const isEndGood = until.trim() === '' || (untilDay !== null && fromDay !== null && untilDay >= fromDay);
  const { row, siblings, notes } = detail;
  const submit = async () => {
    const passed = state === 'passed' ? { until: untilDay, method } : {};
    const proof = file ? { fileId: file.id } : {};
    if (await send({ account: row.account, state, from: fromDay!, ...passed, ...proof })) close();
  };
  return (
    <ActForm
      title={t('screens.upgrade.verify.title', { subject: row.subjectName ?? '' })}
      act={t(`screens.upgrade.verify.act.${state}`, { accounts: siblings.length + 1 })}
      ready={fromDay !== null && isEndGood}
      busy={busy}
      fault={fault}
      submit={() => void submit()}
      close={close}
    >
      <Radio.Group
        aria-label={t('screens.upgrade.verify.what')}
        value={state}
        onChange={event => setState(event.target.value)}
        options={(['passed', 'expired'] as const).map(value => ({
          value,
          label: t(`screens.upgrade.verify.${value}`),
        }))}
      />
      <div className="upg-fields">
        <DayField name={t(`screens.upgrade.verify.from.${state}`)} value={from} change={setFrom} />
        {state === 'passed' ? (
          <DayField
            name={t('screens.upgrade.verify.until')}
            hint={isEndGood ? t('screens.upgrade.verify.until_hint') : t('screens.upgrade.verify.until_bad')}
            value={until}
            change={setUntil}
          />
        ) : null}
      </div>
      {state === 'passed' ? (
        <Field name={t('screens.upgrade.verify.method')}>
          {id => (
            <Select
              id={id}
              value={method}
              onChange={setMethod}
              options={VERIFICATION_METHODS.map(value => ({ value, label: t(`upgrade.method.${value}`) }))}
            />
          )}
        </Field>
      ) : null}
      <ul>
        {notes
          .filter(({ rule }) => rule === 'UPG-6')
          .map(cited => (
            <RuleLine key={cited.row} cited={cited} />
          ))}
      </ul>
      <EvidencePick file={file} change={setFile} />
    </ActForm>
  );
}
