import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ErrorPanel } from './page.tsx';

interface Props {
  address: string;
  children: ReactNode;
}

/** A fault of one screen stays in that screen; another address starts afresh. */
class Boundary extends Component<Props, { error: unknown; address: string | null }> {
  override state: { error: unknown; address: string | null } = { error: null, address: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: { error: unknown; address: string | null }) {
    return props.address === state.address ? null : { error: null, address: props.address };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <ErrorPanel error={this.state.error} again={() => this.setState({ error: null })} />;
  }
}

export function Guard({ children }: { children: ReactNode }) {
  return <Boundary address={useLocation().pathname}>{children}</Boundary>;
}
