import { ExclamationCircleFilled } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import type { SideChoice } from '../../../domain/compare.ts';
import type { RememberedPair } from '../../../domain/settings.ts';
import type { Texts } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { choiceText, PARTS } from '../compare/choice.ts';
import { Section } from './section.tsx';

/** Remembered pairs: which forms are compared by which columns; each can be forgotten. */
export function Pairs() {
  const { t } = useTexts();
  const notify = useNotify();
  const queries = useQueryClient();
  const pairs = useQuery({ queryKey: ['pairs'], queryFn: () => desk.compare.pairs() });
  const forget = async (pair: RememberedPair) => {
    try {
      await desk.compare.forgetPair({ id: pair.id });
      await queries.invalidateQueries({ queryKey: ['pairs'] });
      notify.success('settings.pairs.forgotten', { name: pair.name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <Section title={t('settings.pairs')}>
      {pairs.isPending ? <SkeletonRows rows={3} /> : null}
      {pairs.isError ? <ErrorPanel error={pairs.error} again={() => void pairs.refetch()} /> : null}
      {pairs.data?.length === 0 ? <p className="panel-text">{t('settings.pairs.none')}</p> : null}
      {pairs.data && pairs.data.length > 0 ? (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('settings.pairs.name')}</th>
              <th>{t('settings.pairs.left')}</th>
              <th>{t('settings.pairs.right')}</th>
              <th className="number">{t('settings.pairs.window')}</th>
              <th>{t('settings.pairs.used')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {pairs.data.map(pair => (
              <tr key={pair.id}>
                <td>{pair.name}</td>
                <td>{columnsOf(pair.choice.left, t)}</td>
                <td>{columnsOf(pair.choice.right, t)}</td>
                <td className="number figures">{pair.choice.windowDays}</td>
                <td className="figures">{pair.usedOn.slice(0, 10)}</td>
                <td className="acts">
                  <Popconfirm
                    placement="left"
                    icon={<ExclamationCircleFilled aria-hidden />}
                    title={t('settings.pairs.forget_ask', { name: pair.name })}
                    okText={t('settings.pairs.forget')}
                    onConfirm={() => forget(pair)}
                  >
                    <Button size="small">{t('settings.pairs.forget')}</Button>
                  </Popconfirm>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Section>
  );
}

/** What a side is compared by, in the order of the pairing page, without what is not used. */
function columnsOf(side: SideChoice, t: Texts['t']): string {
  return PARTS.filter(part => side[part] !== null)
    .map(part => choiceText(side[part], t))
    .join(' · ');
}
