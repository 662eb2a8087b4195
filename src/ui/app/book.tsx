import { WalletOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { BookState } from '../../contract/books.ts';
import { desk } from './client.ts';
import { Empty, ErrorPanel, Page, SkeletonRows } from './page.tsx';
import { ROUTES } from './routes.ts';
import { useTexts } from './texts.ts';

/** The open book: undefined while not known, null where none is open. */
export function useBookState(): { book: BookState | null | undefined; error: unknown } {
  const { data, error } = useQuery({ queryKey: ['books', 'state'], queryFn: () => desk.books.state() });
  return { book: data, error };
}

/**
 * What a screen on the open book shows before there is one; else its `children`, begun anew for another book. What is
 * asked inside has a query key that begins with `book`: it is asked again after every change of the book.
 */
export function InBook({ title, children }: { title: string; children(book: BookState): ReactNode }) {
  const { t } = useTexts();
  const go = useNavigate();
  const { book, error } = useBookState();
  if (book)
    return (
      <div key={book.id} className="in-book">
        {children(book)}
      </div>
    );
  return (
    <Page title={title}>
      {error ? <ErrorPanel error={error} /> : null}
      {book === undefined && !error ? <SkeletonRows /> : null}
      {book === null ? (
        <Empty
          icon={<WalletOutlined aria-hidden />}
          title={t('shell.no_book.title')}
          text={t('shell.no_book.text')}
          action={{ label: t('shell.no_book.go'), run: () => void go(ROUTES.books) }}
        />
      ) : null}
    </Page>
  );
}

/** A fresh key for one act: kept while the same act is tried again, so that it is done once. */
export function newKey(): string {
  return crypto.randomUUID();
}
