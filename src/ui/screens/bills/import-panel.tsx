import { useState } from 'react';
import type { BillLook, ImportedBill } from '../../../contract/bills.ts';
import { BILL_FIELDS, type BillColumns, type BillField } from '../../../domain/bills/types.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { desk } from '../../app/client.ts';
import { DropZone } from '../../app/drop-zone.tsx';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
/** Without these a bill cannot be taken in; the others help. */
const FIRST: readonly BillField[] = ['account', 'amount', 'month', 'business', 'available'];
type Choice = { columns?: BillColumns; month?: string };

/** 导入平台账单: a file is looked at first; columns that nobody recognises are named here. */
export function ImportPanel({ taken, close }: { taken(months: string[]): void; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const staging = useStaging();
  const [file, setFile] = useState<StagedFile | null>(null);
  const [look, setLook] = useState<BillLook | null>(null);
  const [choice, setChoice] = useState<Choice>({});
  const [fault, setFault] = useState<unknown>(null);
  const [isReading, setReading] = useState(false);
  const take = useCommand<{ fileId: string } & Choice, ImportedBill>(desk.bills.import);
  const read = async (of: StagedFile, next: Choice) => {
    setChoice(next);
    setReading(true);
    setFault(null);
    try {
      setLook(await desk.bills.look({ fileId: of.id, ...told(next) }));
    } catch (error) {
      setFault(error);
    } finally {
      setReading(false);
    }
  };
  const onFiles = async (files: File[]) => {
    const [staged] = (await staging.stage(files.slice(0, 1))) ?? [];
    if (!staged) return;
    setFile(staged);
    setLook(null);
    await read(staged, {});
  };
  const submit = async () => {
    const done = await take.send({ fileId: file!.id, ...told(choice) });
    if (!done) return;
    notify.success(done.isKnown ? 'screens.bills.known' : 'screens.bills.taken', { lines: done.lines });
    taken(done.months);
    close();
  };
  const refused = take.fault ?? fault;
  return (
    <SidePanel
      title={t('screens.bills.import')}
      act={
        look && look.missing.length === 0
          ? t('screens.bills.import_do', { lines: look.lines, amount: showFen(look.amountFen) })
          : t('screens.bills.import')
      }
      ready={look !== null && look.missing.length === 0 && look.lines > 0 && !isReading}
      busy={take.busy}
      fault={refused ? refusal(refused) : null}
      note={t('screens.bills.import_note')}
      needs={['bills/import']}
      submit={() => void submit()}
      close={close}
    >
      <DropZone
        name={file ? file.name : t('screens.bills.import_drop')}
        hint={t('screens.bills.import_hint')}
        accept=".csv,.xlsx,.xls"
        share={staging.share}
        onCancel={staging.cancel}
        onFiles={files => void onFiles(files)}
      />
      {file && look ? <Reading look={look} choice={choice} change={next => void read(file, next)} /> : null}
    </SidePanel>
  );
}

/** Only what is complete is asked with. */
const told = ({ columns, month }: Choice): Choice => ({
  ...(columns && Object.keys(columns).length > 0 ? { columns } : {}),
  ...(month !== undefined && MONTH.test(month) ? { month } : {}),
});

function Reading({ look, choice, change }: { look: BillLook; choice: Choice; change(next: Choice): void }) {
  const { t } = useTexts();
  const [isAll, setAll] = useState(false);
  const [month, setMonth] = useState(choice.month ?? '');
  const none = { value: '', label: t('screens.bills.no_column') };
  const options = [none, ...look.headings.map(value => ({ value, label: value }))];
  const columns: BillColumns = { ...look.columns, ...choice.columns };
  const choose = (field: BillField, heading: string) => {
    const { [field]: _before, ...rest } = columns;
    change({ ...choice, columns: heading === '' ? rest : { ...rest, [field]: heading } });
  };
  const shown = isAll ? BILL_FIELDS : FIRST;
  const needsMonth = columns.month === undefined;
  return (
    <>
      {look.missing.length === 0 ? (
        <p className="bills-look" role="status">
          {t('screens.bills.look', {
            months: look.months.join('、'),
            lines: look.lines,
            amount: showFen(look.amountFen),
          })}
          {look.availableFen === null
            ? null
            : t('screens.bills.look_available', { fen: showFen(look.availableFen) })}
        </p>
      ) : (
        <p className="clients-fault bills-look" role="status">
          {t('screens.bills.name_columns', {
            missing: look.missing.map(field => t(`bills.field.${field}`)).join('、'),
          })}
        </p>
      )}
      {shown.map(field => (
        <ChoiceField<string>
          key={field}
          name={t(`bills.field.${field}`)}
          value={columns[field] ?? ''}
          search
          options={options}
          change={heading => choose(field, heading)}
        />
      ))}
      <button type="button" className="line-link" onClick={() => setAll(!isAll)}>
        {t(isAll ? 'screens.bills.fewer_columns' : 'screens.bills.all_columns')}
      </button>
      {needsMonth ? (
        <TextField
          name={t('screens.bills.month')}
          figures
          value={month}
          most={7}
          placeholder="2026-05"
          hint={t('screens.bills.month_hint')}
          change={value => {
            setMonth(value);
            if (MONTH.test(value)) change({ ...choice, month: value });
          }}
        />
      ) : null}
      {look.findings.length > 0 ? (
        <ul className="inv-findings">
          {look.findings.slice(0, 20).map(({ code, params, place }) => (
            <li key={`${code} ${place.row}`} data-severity="error">
              <span className="figures">{t('screens.bills.row', { row: place.row ?? 0 })}</span>{' '}
              {t(code, params)}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
