import { Button, Input } from 'antd';
import { useState } from 'react';
import type { BillFileView } from '../../../contract/bills.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useCommand } from '../clients/use-command.ts';
import { Side } from '../invoices/side.tsx';
import { useBillFiles } from './queries.ts';

/** What was taken in; a file that came by mistake is withdrawn here with a reason. */
export function FilesSide({ close }: { close(): void }) {
  const { t } = useTexts();
  const { data } = useBillFiles();
  const [asked, ask] = useState<number | null>(null);
  return (
    <Side title={t('screens.bills.files')} close={close}>
      {data ? null : <SkeletonRows rows={4} />}
      {data?.length === 0 ? <p className="inv-quiet">{t('screens.bills.no_files')}</p> : null}
      {data?.map(file => (
        <FileCard
          key={file.id}
          file={file}
          isAsked={asked === file.id}
          ask={isAsked => ask(isAsked ? file.id : null)}
        />
      ))}
    </Side>
  );
}

function FileCard({
  file,
  isAsked,
  ask,
}: {
  file: BillFileView;
  isAsked: boolean;
  ask(isAsked: boolean): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [reason, setReason] = useState('');
  const { busy, fault, send } = useCommand<{ file: number; reason: string }, object>(desk.bills.withdraw);
  const withdraw = async () => {
    if (!(await send({ file: file.id, reason: reason.trim() }))) return;
    notify.success('screens.bills.withdrawn', { name: file.name });
    ask(false);
  };
  const stands = file.state === 'standing';
  return (
    <section className="bills-line">
      <h4>
        <span>{file.name}</span>
        <Chip tone={stands ? 'success' : 'neutral'} word={t(`screens.bills.file.${file.state}`)} />
      </h4>
      <p className="inv-quiet">
        {t('screens.bills.file_about', {
          months: file.months.join('、'),
          lines: file.lines,
          amount: showFen(file.amountFen),
        })}
      </p>
      <p className="inv-quiet">
        <span className="figures">{file.toldOn}</span> {file.toldBy}
      </p>
      {file.reason ? <p>{file.reason}</p> : null}
      {stands ? (
        <Offered needs={['bills.withdraw']}>
          {isAsked ? (
            <>
              <Input.TextArea
                rows={2}
                maxLength={400}
                aria-label={t('screens.invoices.reason')}
                placeholder={t('screens.bills.withdraw_why')}
                value={reason}
                onChange={event => setReason(event.target.value)}
              />
              {fault ? (
                <p className="clients-fault" role="alert">
                  {refusal(fault)}
                </p>
              ) : null}
              <Button
                size="small"
                danger
                loading={busy}
                disabled={reason.trim() === ''}
                onClick={() => void withdraw()}
              >
                {t('screens.bills.withdraw_do')}
              </Button>
            </>
          ) : (
            <Button size="small" onClick={() => ask(true)}>
              {t('screens.bills.withdraw')}
            </Button>
          )}
        </Offered>
      ) : null}
    </section>
  );
}
