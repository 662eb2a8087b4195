import { type ReactNode, useId } from 'react';

/** A named field of a form. */
export function Field({ label, children }: { label: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div className="pools-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
