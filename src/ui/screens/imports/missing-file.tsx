import { useQueryClient } from '@tanstack/react-query';
import type { ImportPlan } from '../../../contract/imports.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useStaging } from '../../app/staging.ts';
import { useTexts } from '../../app/texts.ts';
import { planFile } from './incoming.ts';

/** A plan whose file this session has not got: asks for the same file, which is told by its content. */
export function MissingFile({ book, plan }: { book: string; plan: Pick<ImportPlan, 'plan'> }) {
  const { t } = useTexts();
  const notify = useNotify();
  const queries = useQueryClient();
  const staging = useStaging();
  const take = async (files: FileList | null) => {
    const staged = await staging.stage([...(files ?? [])]);
    const [file] = staged ?? [];
    if (!file) return;
    const plans = await desk.imports.plans();
    queries.setQueryData(['book', 'imports', 'plans'], plans);
    if (plans.find(each => each.plan === plan.plan)?.fileId) return;
    notify.info('screens.imports.missing_other');
    void planFile(book, file);
  };
  return (
    <div className="imports-progress" data-step="missing">
      <span>{t('screens.imports.missing')}</span>
      <label className="imports-choose">
        <input
          type="file"
          className="unseen"
          disabled={staging.share !== null}
          onChange={event => {
            void take(event.target.files).catch(notify.refusal);
          }}
        />
        {t('screens.imports.missing_drop')}
      </label>
    </div>
  );
}
