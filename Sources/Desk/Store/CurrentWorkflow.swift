import Synchronization

/// The workflow of the moment, shared by all threads.
///
/// It is swapped after the commit of a change of the configuration, so no reader sees rules that are
/// not on disk.
final class CurrentWorkflow: Sendable {
  private let shared: Mutex<Workflow>

  init(_ workflow: Workflow) { shared = Mutex(workflow) }

  var workflow: Workflow { shared.withLock { $0 } }

  /// Replaces an older one, and one whose rules could not be read; of two that come at once, the newer
  /// stays.
  func advance(to workflow: Workflow) {
    shared.withLock {
      if workflow.revision > $0.revision || $0.policy.isClosed { $0 = workflow }
    }
  }

  /// Takes the rules away, until a workflow comes that could be read.
  func close() { shared.withLock { if !$0.policy.isClosed { $0 = $0.closed() } } }

  func replace(with workflow: Workflow) { shared.withLock { $0 = workflow } }
}
