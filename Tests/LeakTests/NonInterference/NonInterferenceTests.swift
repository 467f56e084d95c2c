import Testing

/// Two databases that differ only in what a viewer may not see give that viewer the same answers.
///
/// `GUICHE_PROOF=whole swift test --filter NonInterferenceTests` proves it for all pairs.
///
/// - Source: the master test of the leak classes; F5.
@Suite(.serialized) struct NonInterferenceTests {
  @Test func `no viewer can tell the databases of a pair apart`() throws {
    let size = ProofSize.asked
    let report = Proof(world: try World.shared.get(), size: size).run(size.groups)
    try report.publish(to: "non-interference.txt")
    #expect(report.faults == [])
    #expect(report.differences.isEmpty)
    #expect(report.emptyPairs.isEmpty)
    #expect(report.refused.isEmpty)
    for kind in DocumentClass.allCases where kind != .wrong {
      #expect(report.withData[kind, default: 0] > 0, "nothing of \(kind) was answered with data")
    }
  }
}
