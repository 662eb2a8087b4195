import { useRef, useState } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import { searchText } from '../../../domain/parties/search.ts';
import type { AliasKind } from '../../../domain/parties/types.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, TextField } from './field.tsx';
import { SidePanel } from './side-panel.tsx';
import { useCommand } from './use-command.ts';
import { aliasKinds, useFormFault } from './words.ts';

/** Another name of a client; the form stays for the next one. */
export function AliasForm({ client, close }: { client: ClientView; close(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const sentence = useFormFault();
  const [kind, setKind] = useState<AliasKind>('payer');
  const [name, setName] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const command = useCommand<{ kind: AliasKind; name: string }, object>(input =>
    desk.clients.addAlias({ code: client.code, ...input }),
  );
  const typed = name.trim();
  const isHeld = client.aliases.some(
    each => each.kind === kind && searchText(each.name) === searchText(typed) && typed !== '',
  );
  const submit = async () => {
    if (!(await command.send({ kind, name: typed }))) return;
    notify.success('screens.clients.alias_added', { name: typed });
    setName('');
    body.current?.querySelector<HTMLInputElement>('input[maxlength]')?.focus();
  };
  return (
    <SidePanel
      title={t('screens.clients.add_alias')}
      close={close}
      submit={() => void submit()}
      act={t('screens.clients.add_alias_do')}
      ready={searchText(typed) !== '' && !isHeld}
      busy={command.busy}
      note={kind === 'payer' ? t('screens.clients.payer_note') : null}
    >
      <div ref={body}>
        <ChoiceField<AliasKind>
          name={t('screens.clients.alias_kind')}
          value={kind}
          options={aliasKinds(t)}
          change={setKind}
        />
        <TextField
          name={t('screens.clients.alias')}
          value={name}
          finding={
            command.fault
              ? { severity: 'error', text: sentence(command.fault)! }
              : isHeld
                ? { severity: 'info', text: t('screens.clients.alias_held') }
                : null
          }
          change={value => {
            command.clear();
            setName(value);
          }}
        />
      </div>
    </SidePanel>
  );
}
