import { useState } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import { normalPaperNo } from '../../../domain/parties/checksum.ts';
import type { KnownSubject } from '../../../domain/parties/client-book.ts';
import { SUBJECT_KINDS, VERIFICATIONS } from '../../../domain/parties/types.ts';
import { newKey } from '../../app/book.tsx';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, type FieldFinding, TextField } from './field.tsx';
import { paperFinding } from './form-values.ts';
import { SidePanel } from './side-panel.tsx';
import { useCommand } from './use-command.ts';
import { choices, useFormFault } from './words.ts';

const NOBODY: KnownSubject = { kind: 'enterprise', name: '', paperNo: '', verification: 'none' };

/** A legal person of a client: another one, or a correction of one that holds for every client it stands behind. */
export function SubjectForm(props: { client: ClientView; of?: KnownSubject; close(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const sentence = useFormFault();
  const { client, of, close } = props;
  const [subject, setSubject] = useState(of ?? NOBODY);
  const command = useCommand<{ subject: KnownSubject }, object>(({ key, subject: wanted }) =>
    of ? correct(client.code, of, wanted, key) : add(client.code, wanted, key),
  );
  const set = (patch: Partial<KnownSubject>) => {
    command.clear();
    setSubject({ ...subject, ...patch });
  };
  const wanted = { ...subject, name: subject.name.trim(), paperNo: normalPaperNo(subject.paperNo) };
  const changed = JSON.stringify(wanted) !== JSON.stringify(of ?? NOBODY);
  const code = refusalIn(command.fault)?.code;
  const fault: FieldFinding | null = command.fault
    ? { severity: 'error', text: sentence(command.fault)! }
    : null;
  const ofPaper = code === 'clients.paper_of_other' || code === 'clients.paper_differs';
  const ofName = code === 'clients.party_name_empty' || code === 'clients.subject_not_found';
  const said = paperFinding(subject.kind, subject.paperNo);
  const paper = said ? { severity: said.severity, text: t(said.code, said.params) } : null;
  const submit = async () => {
    if (!(await command.send({ subject: wanted }))) return;
    notify.success(of ? 'screens.clients.subject_corrected' : 'screens.clients.subject_added', {
      name: wanted.name,
    });
    close();
  };
  return (
    <SidePanel
      title={t(of ? 'screens.clients.correct_subject' : 'screens.clients.add_subject')}
      close={close}
      submit={() => void submit()}
      act={t(of ? 'screens.clients.correct_subject_do' : 'screens.clients.add_subject_do')}
      ready={wanted.name !== '' && changed}
      busy={command.busy}
      fault={fault && !ofPaper && !ofName ? fault.text : null}
      note={of ? t('screens.clients.correct_note') : null}
    >
      <TextField
        name={t('screens.clients.subject_name')}
        value={subject.name}
        finding={ofName ? fault : null}
        change={name => set({ name })}
      />
      <ChoiceField
        name={t('screens.clients.subject_kind')}
        value={subject.kind}
        options={choices(SUBJECT_KINDS, 'kind', t)}
        change={kind => set({ kind })}
      />
      <TextField
        figures
        most={40}
        name={t(`screens.clients.paper.${subject.kind}`)}
        value={subject.paperNo}
        finding={ofPaper ? fault : paper}
        hint={t('screens.clients.hint.paper')}
        change={paperNo => set({ paperNo })}
      />
      <ChoiceField
        name={t('screens.clients.verification')}
        value={subject.verification}
        options={choices(VERIFICATIONS, 'verification', t)}
        change={verification => set({ verification })}
      />
    </SidePanel>
  );
}

function add(
  code: string,
  { name, kind, paperNo, verification }: KnownSubject,
  key: string,
): Promise<object> {
  const paper = paperNo === '' ? {} : { paperNo };
  return desk.clients.change({
    key,
    code,
    form: { subjectName: name, subjectKind: kind, verification, ...paper },
  });
}

/** A verification has its own days and is told like on a list; the rest is put right in place. */
async function correct(code: string, of: KnownSubject, wanted: KnownSubject, key: string): Promise<object> {
  const { name, kind, paperNo, verification } = wanted;
  const to = {
    ...(name === of.name ? {} : { name }),
    ...(kind === of.kind ? {} : { kind }),
    ...(paperNo === of.paperNo ? {} : { paperNo }),
  };
  if (Object.keys(to).length > 0) await desk.clients.correctSubject({ key, code, name: of.name, to });
  if (verification !== of.verification)
    await desk.clients.change({ key: newKey(), code, form: { subjectName: name, verification } });
  return {};
}
