/// What lets live events notice at once that somebody's access has changed.
enum Migration004 {
  /// Everything that decides who somebody is and what they may meet, and what of it can change that.
  ///
  /// A session that begins changes nobody's access.
  private static let watched: [(table: String, events: [String])] =
    [("session", ["UPDATE", "DELETE"])]
    + [
      "user", "profile", "profile_permission", "profile_blocked_type", "customer", "client",
      "person", "student", "teacher", "prospect", "client_contact", "prospect_contact", "guardian",
    ].map { ($0, ["INSERT", "UPDATE", "DELETE"]) }

  static let sql =
    """
    -- Rises with every change of what decides who a viewer is.
    CREATE TABLE access_revision (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      number INTEGER NOT NULL
    ) STRICT;
    INSERT INTO access_revision VALUES (1, 0);


    """
    + watched.flatMap { table, events in
      events.map { event in
        """
        CREATE TRIGGER access_\(table)_\(event.lowercased()) AFTER \(event) ON \(table) BEGIN
          UPDATE access_revision SET number = number + 1;
        END;

        """
      }
    }.joined()
}
