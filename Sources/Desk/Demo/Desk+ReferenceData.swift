import SQLite

extension Desk {
  /// Fills an empty desk with the reference data.
  ///
  /// It takes some transactions, and each of these leaves a desk that is whole but smaller: a run that
  /// was broken off is begun again on an empty desk.
  ///
  /// - Parameters:
  ///   - scale: How much.
  ///   - seed: The same seed makes the same data.
  ///   - progress: Told after each transaction how many tickets are written.
  /// - Returns: Whether the data was written; `false` where there are users already.
  /// - Throws: `SQLiteError`.
  @discardableResult
  public func makeReferenceData(
    _ scale: ReferenceScale,
    seed: UInt64 = 1,
    progress: (Int) -> Void = { _ in }
  ) throws -> Bool {
    let begun = try writeAndWait { context -> ReferenceTicketMaker? in
      guard try UserStore.isEmpty(context) else { return nil }
      let people = try ReferencePeople(
        scale,
        seed: seed,
        passwordHash: ReferenceData.passwordHash,
        into: context.connection
      )
      let workflow = try ReferenceWorkflowWriter.write(
        attendants: scale.attendants,
        administrator: people.author(ReferencePeople.administrator).user,
        into: context.connection
      )
      try context.reloadWorkflow()
      return ReferenceTicketMaker(scale, seed: seed, people, workflow)
    }
    guard var maker = begun else { return false }
    while maker.next <= scale.tickets {
      let start = maker
      maker = try writeAndWait { context in
        var maker = start
        let writer = ReferenceTicketWriter(maker, into: context.connection)
        let end = maker.next + Self.ticketsPerTransaction
        while maker.next < end, let drawn = maker.draw() { try writer.write(drawn) }
        return maker
      }
      progress(maker.next - 1)
    }
    // The index of words has followed each transaction by itself.
    return true
  }

  /// Some four hundred rows.
  ///
  /// With fewer, waiting for the disk counts. With more, SQLite spends quadratic time: at the end of
  /// each statement it walks the list of all pages that the job's savepoint would restore.
  private static let ticketsPerTransaction = 25
}
