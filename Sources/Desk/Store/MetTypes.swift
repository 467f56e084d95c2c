public import SQLite

extension DeskReader {
  /// The types that a viewer can find again by their ids.
  ///
  /// The desk finds all that are not blocked. A customer finds those that are offered, and those of
  /// which one of their own tickets is, whatever became of the type; what is being set up and was
  /// never opened is not there for them (L11).
  ///
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(the customer's tickets), one statement for each customer that the viewer reads.
  public func metTypes(for viewer: Viewer) throws(SQLiteError) -> Set<TypePlace> {
    let catalogue = Catalogue(workflow: workflow, viewer: viewer)
    guard viewer.audience == .online else {
      return Set(workflow.types.map(\.place).filter(catalogue.shows))
    }
    var met = Set(catalogue.types)
    guard case .customers(let customers) = TicketScope(of: viewer).reach else { return met }
    for customer in customers {
      try connection.rows(Self.typesOfCustomer, customer.rawValue) { row in
        let place = workflow.place(of: TicketTypeID(row.int(0)))
        if catalogue.shows(place) { met.insert(place) }
      }
    }
    return met
  }

  static let typesOfCustomer = Query("SELECT DISTINCT type_id FROM ticket WHERE customer_id = ?1")
}
