import Synchronization

/// Tells of faults, each of them once for each revision of the configuration.
///
/// What is broken is met by every request, so without a memory the log would be nothing else.
final class FaultLog: Sendable {
  private struct Told {
    var revision: Int64 = .min
    var faults: Set<DeskFault> = []
  }

  private let told = Mutex(Told())
  private let tell: @Sendable (DeskFault) -> Void

  init(_ tell: @escaping @Sendable (DeskFault) -> Void) { self.tell = tell }

  /// For readers whose faults nobody wants to know.
  static let silent = FaultLog { _ in }

  /// Tells of a fault that was not told of yet; of very many in one revision the first ones.
  func report(_ fault: DeskFault) {
    let isNew = told.withLock { told in
      if fault.revision > told.revision {
        told = Told(revision: fault.revision)
      }
      guard told.faults.count < Limits.toldFaults else { return false }
      return told.faults.insert(fault).inserted
    }
    if isNew { tell(fault) }
  }

  func report(_ faults: [DeskFault]) { for fault in faults { report(fault) } }
}
