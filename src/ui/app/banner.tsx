import { LoadingOutlined } from '@ant-design/icons';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { connection } from './client.ts';
import { useTexts } from './texts.ts';

/** A first connection that takes longer than this is said; a drop is said at once. */
const FIRST_MS = 3_000;
const LONG_MS = 8_000;

/** Lies over the page while the service cannot be reached; nothing on the page moves or is lost. */
export function ConnectionBanner() {
  const state = useSyncExternalStore(connection.subscribe, connection.getState);
  const [waited_ms, setWaited] = useState(0);
  const { t } = useTexts();
  useEffect(() => {
    setWaited(0);
    if (state === 'open') return;
    const timers = [FIRST_MS, LONG_MS].map(ms => setTimeout(() => setWaited(ms), ms));
    return () => timers.forEach(clearTimeout);
  }, [state]);
  const shown = state === 'lost' || (state === 'connecting' && waited_ms > 0);
  return (
    <div className="banner-place" role="status">
      {shown ? (
        <div className="banner">
          <LoadingOutlined aria-hidden />{' '}
          {t(waited_ms === LONG_MS ? 'shell.reconnecting.long' : 'shell.reconnecting')}
        </div>
      ) : null}
    </div>
  );
}
