import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ClientView } from '../../../contract/clients.ts';
import type { ClientAlias } from '../../../domain/parties/client-rows.ts';
import { ALIAS_KINDS } from '../../../domain/parties/types.ts';
import { desk } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import type { Panel } from './panel.ts';
import { TabPanel } from './tab-panel.tsx';
import { useCommand } from './use-command.ts';

/** 名称: what the client is also known by, kind by kind. */
export function NamesTab({ client, show }: { client: ClientView; show(panel: Panel): void }) {
  const { t } = useTexts();
  const { aliases } = client;
  return (
    <TabPanel
      about={t('screens.clients.names_about')}
      acts={
        <Offered needs={['clients/addAlias']}>
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => show({ kind: 'alias' })}>
            {t('screens.clients.add_alias')}
          </Button>
        </Offered>
      }
      empty={aliases.length === 0 ? t('screens.clients.no_aliases') : null}
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th className="clients-kind-column">{t('screens.clients.alias_kind')}</th>
            <th>{t('screens.clients.alias')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {ALIAS_KINDS.flatMap(kind => aliases.filter(each => each.kind === kind)).map(alias => (
            <AliasLine key={`${alias.kind} ${alias.name}`} code={client.code} alias={alias} />
          ))}
        </tbody>
      </table>
    </TabPanel>
  );
}

function AliasLine({ code, alias }: { code: string; alias: ClientAlias }) {
  const { t } = useTexts();
  const notify = useNotify();
  const { send, busy } = useCommand<ClientAlias, object>(async input => {
    try {
      return await desk.clients.dropAlias({ code, ...input });
    } catch (error) {
      notify.refusal(error);
      throw error;
    }
  });
  const drop = async () => {
    if (await send(alias)) notify.success('screens.clients.alias_dropped', { name: alias.name });
  };
  return (
    <tr>
      <td>{t(`screens.clients.alias.${alias.kind}`)}</td>
      <td>{alias.name}</td>
      <td className="acts">
        <Offered needs={['clients/dropAlias']}>
          <Button
            size="small"
            loading={busy}
            aria-label={t('screens.clients.drop_alias_of', { name: alias.name })}
            onClick={() => void drop()}
          >
            {t('screens.clients.drop_alias')}
          </Button>
        </Offered>
      </td>
    </tr>
  );
}
