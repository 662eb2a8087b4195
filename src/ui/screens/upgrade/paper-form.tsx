import { Input, Radio } from 'antd';
import { useState } from 'react';
import type { UpgradeDetailView, UpgradePaper } from '../../../contract/upgrade.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { readDay } from '../clients/days.ts';
import { DayField } from './day-field.tsx';
import { EvidencePick } from './evidence.tsx';
import { ActForm, Field } from './form.tsx';
import { useCommand } from './queries.ts';

type Doing = 'submit' | 'ask' | 'pass' | 'reject';

/** What may be done with a paper in its state. */
function doings({ state }: UpgradePaper): Doing[] {
  if (state === 'submitted') return ['pass', 'reject', 'submit'];
  return state === 'passed' ? [] : state === 'asked' ? ['submit'] : ['submit', 'ask'];
}

export const canDo = (paper: UpgradePaper): boolean => doings(paper).length > 0;

/** One paper of the legal person: asked for, handed in, accepted, sent back with its reason. */
export function PaperForm(props: { detail: UpgradeDetailView; paper: UpgradePaper; close(): void }) {
  const { t } = useTexts();
  const { detail, paper, close } = props;
  const [doing, setDoing] = useState<Doing>(doings(paper)[0]!);
  const [file, setFile] = useState<StagedFile | null>(null);
  const [until, setUntil] = useState(paper.validTo ?? '');
  const [reason, setReason] = useState('');
  const add = useCommand(desk.upgrade.addPaper);
  const pass = useCommand(desk.upgrade.passPaper);
  const reject = useCommand(desk.upgrade.rejectPaper);
  const { account } = detail.row;
  const validTo = readDay(until);
  const isDayGood = until.trim() === '' || validTo !== null;
  const submit = async () => {
    const dates = validTo === null ? {} : { validTo };
    const qualification = paper.qualification ?? 0;
    const proof = file ? { fileId: file.id } : {};
    const answer =
      doing === 'pass'
        ? await pass.send({ qualification, ...dates })
        : doing === 'reject'
          ? await reject.send({ qualification, reason })
          : await add.send({ account, paper: paper.paper, asked: doing === 'ask', ...dates, ...proof });
    if (answer) close();
  };
  const used = doing === 'pass' ? pass : doing === 'reject' ? reject : add;
  const name = t(`upgrade.paper.${paper.paper}`);
  return (
    <ActForm
      title={name}
      act={t(`screens.upgrade.paper.${doing}`, { paper: name })}
      ready={isDayGood && (doing !== 'reject' || reason.trim() !== '')}
      busy={used.busy}
      fault={used.fault}
      submit={() => void submit()}
      close={close}
    >
      <Radio.Group
        aria-label={name}
        value={doing}
        onChange={event => setDoing(event.target.value)}
        options={doings(paper).map(value => ({ value, label: t(`screens.upgrade.doing.${value}`) }))}
      />
      {doing === 'reject' ? (
        <Field name={t('screens.upgrade.step.rejected_why')}>
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
      ) : null}
      {doing === 'submit' ? <EvidencePick file={file} change={setFile} /> : null}
      {doing === 'submit' || doing === 'pass' ? (
        <DayField
          name={t('screens.upgrade.paper.valid_to')}
          hint={t('screens.upgrade.paper.valid_hint')}
          value={until}
          change={setUntil}
        />
      ) : null}
    </ActForm>
  );
}
