import { LoadingOutlined } from '@ant-design/icons';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { connection } from './client.ts';
import { useTexts } from './texts.ts';

const LONG_MS = 8_000;

/** Lies over the page while the service cannot be reached; nothing on the page moves or is lost. */
export function ConnectionBanner() {
  const state = useSyncExternalStore(connection.subscribe, connection.getState);
  const [long, setLong] = useState(false);
  const { t } = useTexts();
  useEffect(() => {
    setLong(false);
    if (state !== 'lost') return;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div className="banner-place" role="status">
      {state === 'lost' ? (
        <div className="banner">
          <LoadingOutlined /> {t(long ? 'shell.reconnecting.long' : 'shell.reconnecting')}
        </div>
      ) : null}
    </div>
  );
}
