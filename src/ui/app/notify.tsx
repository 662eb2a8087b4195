import { CheckCircleFilled, CloseCircleFilled, InfoCircleFilled } from '@ant-design/icons';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTexts } from './texts.ts';

export interface Notify {
  /** An act was done; goes by itself. */
  success(code: string, params?: Record<string, string | number>): void;
  info(code: string, params?: Record<string, string | number>): void;
  /** An act was refused or failed; stays long enough to be read and can be closed. */
  refusal(error: unknown): void;
}

/** Own icons, hidden from readers: the library's would read themselves out in English. */
const ICONS = {
  success: <CheckCircleFilled aria-hidden style={{ color: 'var(--desk-success)' }} />,
  info: <InfoCircleFilled aria-hidden style={{ color: 'var(--desk-info)' }} />,
  error: <CloseCircleFilled aria-hidden style={{ color: 'var(--desk-danger)' }} />,
};
const SUCCESS_S = 3;
const REFUSAL_S = 12;

/** Messages in the middle of the lower edge: nothing moves for them, and the buttons of a side panel stay free. */
export function useNotify(): Notify {
  const { notification } = App.useApp();
  const texts = useTexts();
  return useMemo(() => {
    const say = (type: 'success' | 'info', code: string, params?: Record<string, string | number>) =>
      notification[type]({
        icon: ICONS[type],
        title: texts.t(code, params),
        closable: { 'aria-label': texts.t('shell.close') },
        placement: 'bottom',
        duration: SUCCESS_S,
        role: 'status',
      });
    return {
      success: (code, params) => say('success', code, params),
      info: (code, params) => say('info', code, params),
      refusal(error) {
        if (error instanceof DOMException && error.name === 'AbortError') return;
        const sentence = texts.refusal(error);
        notification.error({
          key: sentence,
          icon: ICONS.error,
          title: texts.t('shell.notify.refused'),
          description: sentence,
          closable: { 'aria-label': texts.t('shell.close') },
          placement: 'bottom',
          duration: REFUSAL_S,
          role: 'alert',
        });
      },
    };
  }, [notification, texts]);
}
