import Desk

extension Verb {
  /// Explains every statement of the lists.
  static let plans = Verb(
    name: "plans",
    meaning: "explain the statements of every list; fails where one scans what grows, or sorts",
    options: [("json", "", "print JSON"), ("faults", "", "print only what is wrong")]
  ) { arguments in
    let desk = try openDesk(in: arguments.directory)
    defer { desk.stop() }
    let plans = try desk.makeReader().explainLists(as: ReferenceData.User.allCases.map(\.code))
    guard !plans.isEmpty else {
      throw Complaint("this is no reference data: nobody of it is there", code: 65)
    }
    var table = Table("read", "user", "plan", "faults")
    for plan in plans where !arguments.isOn("faults") || !plan.plan.faults.isEmpty {
      table.append(
        .text(plan.read),
        .text(plan.user),
        .text(plan.plan.steps.joined(separator: "; ")),
        .text(plan.plan.faults.joined(separator: "; "))
      )
    }
    let faults = plans.filter { !$0.plan.faults.isEmpty }
    if arguments.isOn("json") {
      System.write(table.jsonLine)
    } else {
      for row in plans where !arguments.isOn("faults") || !row.plan.faults.isEmpty {
        System.write("\(row.read) (as \(row.user))")
        for line in row.plan.sql.split(separator: "\n") { System.write("    \(line)") }
        for step in row.plan.steps {
          System.write("  \(row.plan.faults.contains(step) ? "FAULT" : "  ok ") \(step)")
        }
      }
      System.write("\(plans.count) statements, \(faults.count) with faults")
    }
    return faults.isEmpty ? 0 : 1
  }
}
