import { useState } from 'react';
import { Link } from 'react-router';
import type { ChecklistView } from '../../../contract/close.ts';
import { mayCarry } from '../../../domain/close/checklist.ts';
import { itemWords } from '../../../domain/close/item-words.ts';
import type { CheckedLine } from '../../../domain/close/types.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { linkOf } from './links.ts';

type Carry = Omit<Parameters<typeof desk.close.carry>[0], 'key'>;
type Quiet = Omit<Parameters<typeof desk.close.noBusiness>[0], 'key'>;

/** One line of the checklist: its items, where they are worked on, and what may be said about them. */
export function LinePanel(props: { view: ChecklistView; line: CheckedLine; close(): void }) {
  const { line, view } = props;
  const isOpen = view.state === 'open';
  if (isOpen && line.state === 'missing' && mayCarry(line.line)) return <CarryForm {...props} />;
  if (isOpen && line.line === 2 && view.client === null && line.state === 'missing')
    return <QuietForm {...props} />;
  return <Told {...props} />;
}

const isCarried = ({ exception }: CheckedLine) => exception !== null;

/** 挂账结转 of what a line shows now. */
function CarryForm({ view, line, close }: { view: ChecklistView; line: CheckedLine; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [draft, setDraft] = useState({ owner: '', dueOn: '', reason: '' });
  const carry = useCommand<Carry, object>(desk.close.carry);
  const dueOn = readDay(draft.dueOn);
  const submit = async () => {
    const { month, client } = view;
    const [owner, reason] = [draft.owner.trim(), draft.reason.trim()];
    if (!(await carry.send({ month, client, lines: [line.line], owner, dueOn: dueOn!, reason }))) return;
    notify.success('screens.close.carried', { line: line.line });
    close();
  };
  return (
    <SidePanel
      title={`${line.line} ${t(`close.line.${line.line}`)}`}
      close={close}
      submit={() => void submit()}
      act={t('screens.close.carry_do', { count: line.count })}
      ready={draft.owner.trim() !== '' && draft.reason.trim() !== '' && dueOn !== null}
      busy={carry.busy}
      fault={carry.fault ? refusal(carry.fault) : null}
      note={t('screens.close.carry_note')}
      needs={['close/carry']}
      wide
    >
      <Items line={line} month={view.month} />
      <TextField
        name={t('close.report.column.owner')}
        value={draft.owner}
        most={60}
        change={owner => setDraft({ ...draft, owner })}
      />
      <DayField
        name={t('close.report.column.due')}
        value={draft.dueOn}
        change={day => setDraft({ ...draft, dueOn: day })}
      />
      <TextField
        name={t('close.report.column.reason')}
        value={draft.reason}
        most={400}
        change={reason => setDraft({ ...draft, reason })}
      />
    </SidePanel>
  );
}

/** 当日无业务 of a money account whose file is missing. */
function QuietForm({ view, line, close }: { view: ChecklistView; line: CheckedLine; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const missing = new Set(line.items.map(({ key }) => key));
  const moneys = view.moneys.filter(({ id }) => missing.has(`money-${id}`));
  const [money, setMoney] = useState(String(moneys[0]?.id ?? ''));
  const [reason, setReason] = useState('');
  const say = useCommand<Quiet, object>(desk.close.noBusiness);
  if (moneys.length === 0) return <Told view={view} line={line} close={close} />;
  const submit = async () => {
    if (!(await say.send({ month: view.month, money: Number(money), reason: reason.trim() }))) return;
    notify.success('screens.close.quiet_said');
    close();
  };
  return (
    <SidePanel
      title={`${line.line} ${t(`close.line.${line.line}`)}`}
      close={close}
      submit={() => void submit()}
      act={t('screens.close.quiet_do')}
      ready={reason.trim() !== '' && money !== ''}
      busy={say.busy}
      fault={say.fault ? refusal(say.fault) : null}
      note={t('screens.close.quiet_note')}
      needs={['close/noBusiness']}
      wide
    >
      <Items line={line} month={view.month} />
      <ChoiceField
        name={t('screens.close.money')}
        value={money}
        options={moneys.map(({ id, name }) => ({ value: String(id), label: name }))}
        change={setMoney}
      />
      <TextField name={t('close.report.column.reason')} value={reason} most={400} change={setReason} />
    </SidePanel>
  );
}

/** A line with nothing to say about it, or one that is carried: who, until when, why; it can be taken back. */
function Told({ view, line, close }: { view: ChecklistView; line: CheckedLine; close(): void }) {
  const { t, refusal } = useTexts();
  const { month, client, state } = view;
  const take = useCommand<{ month: string; client: number | null; exception: number }, object>(
    desk.close.withdraw,
  );
  const { exception } = line;
  const isMine = isCarried(line) && state === 'open';
  const submit = async () => {
    if (exception && (await take.send({ month, client, exception: exception.id }))) close();
  };
  return (
    <SidePanel
      title={`${line.line} ${t(`close.line.${line.line}`)}`}
      close={close}
      submit={() => void (isMine ? submit() : close())}
      act={t(isMine ? 'screens.close.take_back' : 'screens.clients.close_panel')}
      ready
      busy={take.busy}
      fault={take.fault ? refusal(take.fault) : null}
      wide
    >
      {exception ? (
        <p className="close-told">
          {t('screens.close.carried_by', {
            owner: exception.owner,
            due: exception.dueOn ?? '',
            reason: exception.reason,
          })}
        </p>
      ) : null}
      <Items line={line} month={view.month} />
    </SidePanel>
  );
}

function Items({ line, month }: { line: CheckedLine; month: string }) {
  const { t } = useTexts();
  const link = linkOf(line.line, month);
  const listed = line.items.slice(0, SHOWN).map(each => ({ ...each, text: itemWords(each, t) }));
  return (
    <section className="close-items" aria-label={t('screens.close.items')}>
      {line.state === 'missing' ? <p>{t(`close.act.${line.line}`)}</p> : null}
      {line.items.length === 0 ? (
        <p className="muted">{t(`screens.close.about.${line.state === 'missing' ? 'done' : line.state}`)}</p>
      ) : null}
      {line.items.length > 0 ? (
        <ul>
          {listed.map(({ key, text, amountFen, day }) => (
            <li key={key}>
              <span className="close-what" title={text}>
                {text === '' ? t('screens.close.no_copy') : text}
              </span>
              <span className="figures muted">{day ?? ''}</span>
              <span className={`figures close-fen${(amountFen ?? 0) < 0 ? ' desk-negative' : ''}`}>
                {amountFen === null ? '' : showFen(amountFen)}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {line.count > SHOWN ? (
        <p className="muted">{t('screens.close.more', { count: line.count - SHOWN })}</p>
      ) : null}
      {link ? <Link to={link}>{t('screens.close.go')}</Link> : null}
    </section>
  );
}

/** Items that the panel lists; 结账报告 has them all. */
const SHOWN = 100;
