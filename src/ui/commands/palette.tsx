import { DiffOutlined, FileTextOutlined, TeamOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Action, isMac, useActions } from '../app/actions.tsx';
import { useBookState } from '../app/book.tsx';
import type { Texts } from '../app/catalogues.ts';
import { desk } from '../app/client.ts';
import { clientPath, pairPath, statementPath } from '../app/routes.ts';
import { TEXTS, useTexts } from '../app/texts.ts';
import { type Findable, rank } from './filter.ts';
import { showKeys } from './keys.ts';

interface Line extends Findable {
  id: string;
  group: string;
  icon?: ReactNode;
  keys?: string;
  run(): void | Promise<void>;
}

/**
 * Ctrl/⌘ K: every named action, every client of the open book, every file of this session and every remembered pair,
 * found by a few letters.
 */
export function Palette({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTexts();
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={false}
      width={560}
      style={{ top: 72 }}
      destroyOnHidden
      className="palette"
      transitionName=""
      maskTransitionName=""
      title={<span className="unseen">{t('shell.palette.open')}</span>}
    >
      <Finder close={close} />
    </Modal>
  );
}

function Finder({ close }: { close: () => void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const own = useLines();
  const clients = useClientLines(typed.trim());
  const lines = useMemo(() => [...own, ...clients], [own, clients]);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => rank(typed, lines), [typed, lines]);
  const chosen = Math.min(at, found.length - 1);

  const move = (to: number) => {
    const next = (to + found.length) % Math.max(1, found.length);
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const run = (line: Line | undefined) => {
    if (!line) return;
    close();
    void line.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const moves: Record<string, number> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      Home: 0,
      End: found.length - 1,
    };
    if (event.key === 'Enter') run(found[chosen]);
    else if (event.key in moves) move(moves[event.key]!);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        className="palette-input"
        // biome-ignore lint/a11y/noAutofocus: a dialog that was asked for starts at its one field
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="palette-lines"
        aria-activedescendant={found.length > 0 ? `palette-line-${chosen}` : undefined}
        aria-label={t('shell.search')}
        placeholder={t('shell.search')}
        value={typed}
        onChange={event => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
      />
      <div
        className="palette-lines"
        id="palette-lines"
        role="listbox"
        aria-label={t('shell.palette.open')}
        ref={list}
      >
        {found.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard acts in the combobox that owns this list
          <div
            key={line.id}
            id={`palette-line-${index}`}
            className="palette-line"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => run(line)}
          >
            <span className="palette-icon">{line.icon}</span>
            <span className="palette-name">{line.name}</span>
            <span className="palette-group">{line.group}</span>
            {line.keys ? <Keys keys={line.keys} /> : null}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="palette-none">{t('shell.palette.none', { typed })}</p> : null}
      <p className="palette-foot">{t('shell.palette.foot')}</p>
    </>
  );
}

/** A key, one box per stroke. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys">
      {showKeys(keys, isMac).map((stroke, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: strokes of one key never move
        <kbd key={index}>{stroke}</kbd>
      ))}
    </span>
  );
}

function useLines(): Line[] {
  const texts = useTexts();
  const go = useNavigate();
  const actions = useActions();
  const { data: files } = useQuery({ queryKey: ['statements', 'files'], queryFn: () => desk.files.list() });
  const { data: pairs } = useQuery({ queryKey: ['pairs'], queryFn: () => desk.compare.pairs() });
  return useMemo(() => {
    const ofActions = actions
      .filter(action => action.enabled !== false && action.id !== 'shell.palette')
      .map(action => lineOf(action, texts));
    const ofFiles = (files ?? []).map(file => ({
      id: `file:${file.id}`,
      name: file.name,
      group: texts.t('shell.palette.file'),
      icon: <FileTextOutlined aria-hidden />,
      run: () => go(statementPath(file.id)),
    }));
    const ofPairs = (pairs ?? []).map(pair => ({
      id: `pair:${pair.id}`,
      name: pair.name,
      group: texts.t('shell.palette.pair'),
      icon: <DiffOutlined aria-hidden />,
      run: () => go(pairPath(null, null)),
    }));
    return [...ofActions, ...ofFiles, ...ofPairs];
  }, [actions, files, pairs, texts, go]);
}

const CLIENTS_MOST = 8;

/** Clients of the open book that answer what was typed: by name, code, alias, account or pinyin. */
function useClientLines(typed: string): Line[] {
  const { t } = useTexts();
  const go = useNavigate();
  const { book } = useBookState();
  const query = useDeferredValue(typed);
  const { data } = useQuery({
    queryKey: ['book', 'clients', 'palette', query],
    queryFn: () => desk.clients.find({ query }),
    enabled: Boolean(book) && query !== '',
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (!book || query === '') return [];
    return (data ?? []).slice(0, CLIENTS_MOST).map(({ client: { code, name } }) => ({
      id: `client:${code}`,
      name,
      // The book found it by names that the page does not know, so it answers whatever was asked of the book.
      words: [code, query],
      group: t('screens.books.palette_client'),
      icon: <TeamOutlined aria-hidden />,
      run: () => go(clientPath(code)),
    }));
  }, [book, data, query, t, go]);
}

function lineOf(action: Action, texts: Texts): Line {
  const other = TEXTS[texts.language === 'zh' ? 'en' : 'zh'];
  return {
    id: action.id,
    name: texts.t(action.title, action.params),
    words: [other.t(action.title, action.params)],
    group: texts.t(action.group ?? 'shell.group.page'),
    icon: action.icon,
    keys: action.keys,
    run: action.run,
  };
}
