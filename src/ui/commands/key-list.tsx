import { Modal } from 'antd';
import { useActions } from '../app/actions.tsx';
import { useTexts } from '../app/texts.ts';
import { Keys } from './palette.tsx';

/** `?`: the keys that act now, by group. */
export function KeyList({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTexts();
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={{ 'aria-label': t('shell.close') }}
      width={560}
      style={{ top: 72 }}
      destroyOnHidden
      transitionName=""
      maskTransitionName=""
      title={t('shell.keys.open')}
    >
      <Groups />
    </Modal>
  );
}

/** What the screen offers stands before what every screen has. */
const ownFirst = ([one]: [string, unknown], [other]: [string, unknown]): number =>
  Number(one.startsWith('shell.')) - Number(other.startsWith('shell.'));

function Groups() {
  const { t } = useTexts();
  const keyed = useActions().filter(action => action.keys !== undefined);
  const groups = Map.groupBy(keyed, action => action.group ?? 'shell.group.page');
  return (
    <div className="key-groups">
      {[...groups].toSorted(ownFirst).map(([group, actions]) => (
        <section key={group}>
          <h3>{t(group)}</h3>
          <dl>
            {actions.map(action => (
              <div key={action.id}>
                <dt>{t(action.title, action.params)}</dt>
                <dd>
                  <Keys keys={action.keys!} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
