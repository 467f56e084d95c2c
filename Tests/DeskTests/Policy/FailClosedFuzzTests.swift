import SQLite
import Testing

@testable import Desk

/// L21: whatever stands in the tables of the rules, nothing is seen that sound rules would not show.
@Suite struct FailClosedFuzzTests {
  /// A cell of the rules with its decision, by keys that stay when tables are broken.
  private struct Cell: Hashable {
    let type: TicketTypeID
    let step: StepID
    let parameter: ParameterID
    let customerType: CustomerType
    let audience: Audience
  }

  /// Every decision there is, each side in its own turn.
  private func decisions(
    _ workflow: Workflow,
    asking sound: Workflow
  ) -> [Cell: Access] {
    var decisions: [Cell: Access] = [:]
    for type in sound.types {
      for step in sound.steps(of: type) {
        for parameter in type.parameters {
          let place = workflow.place(of: type.id)
          let found = workflow.parameter(parameter.id)
          for customerType in CustomerType.allCases {
            for audience in Audience.allCases {
              let situation = Situation(
                audience: audience,
                customerType: customerType,
                type: place,
                step: workflow.place(of: step.id, in: place),
                parameter: found?.type == place ? found?.parameter.place ?? .unknown : .unknown,
                status: .inProgress,
                responsibility: audience == .desk ? .attendant : .customer
              )
              let cell = Cell(
                type: type.id,
                step: step.id,
                parameter: parameter.id,
                customerType: customerType,
                audience: audience
              )
              decisions[cell] = workflow.policy.access(in: situation)
            }
          }
        }
      }
    }
    return decisions
  }

  /// What is broken: a table, and its columns that are.
  private static let columns: [(table: String, columns: [String])] = [
    (
      "field_rule",
      [
        "version_id", "step_id", "parameter_id", "required", "read_only", "needed_from_previous",
        "invisible", "invisible_online",
      ]
    ),
    (
      "field_rule_refinement",
      [
        "version_id", "step_id", "parameter_id", "customer_type", "required", "read_only",
        "invisible", "invisible_online",
      ]
    ),
    ("rule_version", ["id", "number", "published_at"]),
    ("rule_seal", ["version_id", "step_id", "number", "rules"]),
    ("step", ["id", "type_id", "known_from", "position"]),
    ("parameter", ["id", "type_id", "key", "origin", "kind", "known_from", "position"]),
    ("settings", ["id", "revision"]),
  ]

  private static let values = [
    "NULL", "-1", "0", "1", "2", "3", "7", "16", "31", "32", "255", "256", "999999",
    "9223372036854775807", "-9223372036854775808", "0.5", "1.0", "'abc'", "'1'", "''", "'0 '",
    "x'01'", "'1:-:0'", "'12:-:16 13:2:8'", "':'", "'subject'", "'OWN'", "'TEXT'", "'SECTION'",
  ]

  /// A table without types, checks, keys and triggers.
  private static func loosened(_ table: String) -> String {
    """
    CREATE TABLE loose AS SELECT * FROM \(table);
    DROP TABLE \(table);
    ALTER TABLE loose RENAME TO \(table);
    """
  }

  private static func mutation(_ random: inout ReferenceRandom) -> String {
    let (table, columns) = Self.columns[random.below(Self.columns.count)]
    let row = "(SELECT rowid FROM \(table) LIMIT 1 OFFSET \(random.below(60)))"
    let column = columns[random.below(columns.count)]
    let value = Self.values[random.below(Self.values.count)]
    switch random.below(8) {
    case 0: return "DELETE FROM \(table) WHERE rowid = \(row);"
    case 1: return "INSERT INTO \(table) SELECT * FROM \(table) WHERE rowid = \(row);"
    case 2:
      return """
        UPDATE \(table) SET \(column) = (SELECT \(column) FROM \(table) LIMIT 1
          OFFSET \(random.below(60))) WHERE rowid = \(row);
        """
    case 3 where table.hasPrefix("field_rule"):
      return "UPDATE \(table) SET \(column) = 1 - \(column) WHERE rowid = \(row);"
    default: return "UPDATE \(table) SET \(column) = \(value) WHERE rowid = \(row);"
    }
  }

  @Test func `no value in the tables of the rules shows more than sound rules`() throws {
    let desk = try DemoDesk()
    let sound = desk.workflow
    let before = decisions(sound, asking: sound)
    #expect(sound.faults == [] && before.count > 1_000)
    try desk.connection.execute(
      "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; PRAGMA recursive_triggers = OFF;"
    )
    var narrowed = 0
    for seed in 1...60 {
      var random = ReferenceRandom(seed: UInt64(seed), stream: 0)
      let script = (0...random.below(3)).map { _ in Self.mutation(&random) }.joined(separator: "\n")
      try desk.undoing {
        try desk.connection.execute(Self.columns.map { Self.loosened($0.table) }.joined())
        try desk.connection.execute(script)
        let broken = try WorkflowStore.load(desk.connection)
        let after = decisions(broken, asking: sound)
        var isNarrower = false
        for (cell, access) in before {
          let now = after[cell]?.exposure ?? .hidden
          if now > access.exposure { Issue.record("seed \(seed): \(cell) by \(script)") }
          if now < access.exposure { isNarrower = true }
        }
        if isNarrower {
          narrowed += 1
          let isOfRules = !script.contains(" step ") && !script.contains(" parameter ")
          #expect(!isOfRules || !broken.faults.isEmpty, "nobody is told: \(script)")
        }
      }
    }
    #expect(narrowed > 20, "what is broken has to be felt: \(narrowed)")
  }
}
