import { Component, type ReactNode } from 'react';
import { ErrorNotice } from '../ui/error-notice.js';

/** Shows what to do where a page cannot be drawn, or its code cannot be fetched (wian was updated, the network is gone). */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <ErrorNotice
        error={this.state.error}
        title="แสดงหน้านี้ไม่ได้"
        retryLabel="โหลดหน้านี้ใหม่"
        retry={() => window.location.reload()}
      />
    );
  }
}
