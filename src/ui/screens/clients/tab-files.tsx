import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ClientFilesView, ClientView } from '../../../contract/clients.ts';
import type { UpgradeAttachment } from '../../../contract/upgrade.ts';
import { desk } from '../../app/client.ts';
import { showBytes, showCount } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { sourceFilePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { EvidenceLink, EvidenceView } from '../upgrade/evidence.tsx';
import { TabPanel } from './tab-panel.tsx';

type Evidence = ClientFilesView['evidence'][number];

/** 文件: evidence that is kept for the client, and the imported files that moved its money. */
export function FilesTab({ client: { code } }: { client: ClientView }) {
  const { t } = useTexts();
  const files = useQuery({
    queryKey: ['book', 'clients', 'files', code],
    queryFn: () => desk.clients.files({ code }),
  });
  const { imported = [], evidence = [] } = files.data ?? {};
  return (
    <TabPanel
      about={t('screens.clients.files_about')}
      empty={files.data && imported.length + evidence.length === 0 ? t('screens.clients.no_files') : null}
    >
      {files.error ? <ErrorPanel error={files.error} again={() => void files.refetch()} /> : null}
      {!files.data && !files.error ? <SkeletonRows rows={8} /> : null}
      {evidence.length > 0 ? <EvidenceTable evidence={evidence} /> : null}
      {imported.length > 0 ? (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('screens.clients.file_imported', { count: showCount(imported.length) })}</th>
              <th className="number">{t('screens.clients.file_rows')}</th>
              <th>{t('screens.clients.file_first')}</th>
              <th>{t('screens.clients.file_last')}</th>
            </tr>
          </thead>
          <tbody>
            {imported.map(({ file, name, rows, firstOn, lastOn }) => (
              <tr key={file}>
                <td>
                  <Link className="line-link" to={sourceFilePath(file)}>
                    {name}
                  </Link>
                </td>
                <td className="number figures">{showCount(rows)}</td>
                <td className="figures">{firstOn}</td>
                <td className="figures">{lastOn}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </TabPanel>
  );
}

function EvidenceTable({ evidence }: { evidence: readonly Evidence[] }) {
  const { t } = useTexts();
  const [looking, look] = useState<number | null>(null);
  const shown = evidence.find(({ attachment }) => attachment === looking);
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('screens.clients.file_evidence', { count: showCount(evidence.length) })}</th>
            <th>{t('screens.clients.file_paper')}</th>
            <th className="number">{t('screens.clients.file_size')}</th>
            <th>{t('screens.clients.file_on')}</th>
          </tr>
        </thead>
        <tbody>
          {evidence.map(each => (
            <tr key={each.attachment}>
              <td>
                <EvidenceLink attachment={attachmentOf(each)} look={({ id }) => look(id)} />
              </td>
              <td>
                {each.paper === null ? (
                  <span className="muted">{t('screens.clients.file_step')}</span>
                ) : (
                  t(`upgrade.paper.${each.paper}`)
                )}
              </td>
              <td className="number figures">{showBytes(each.bytes)}</td>
              <td className="figures">{each.on}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown ? (
        <div className="clients-evidence">
          <EvidenceView
            key={shown.attachment}
            account={shown.account}
            attachment={attachmentOf(shown)}
            close={() => look(null)}
          />
        </div>
      ) : null}
    </>
  );
}

function attachmentOf({ attachment, name, bytes, type }: Evidence): UpgradeAttachment {
  return { id: attachment, name, bytes, type: type as UpgradeAttachment['type'] };
}
