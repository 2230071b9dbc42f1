import { Component, type ReactNode } from 'react'
import { Problem } from '../ui/Problem'

/** A fault in the page itself: said, instead of a blank window. */
export class CrashGuard extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {}

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    if (!this.state.error) return this.props.children
    return (
      <main className="page-problem">
        <Problem error={this.state.error} retry={() => location.reload()} />
      </main>
    )
  }
}
