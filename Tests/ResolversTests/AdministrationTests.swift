import Bytes
import Desk
import Testing

/// What an administration screen reads, and what it costs.
@Suite struct AdministrationTests {
  /// All that is needed to list and edit the configuration, in one document.
  private static let whole = """
    {
      ticketGroups { id key name description types { id } }
      ticketTypes {
        id key name description isActive customerTypes group { id }
        steps {
          id key name isEntry isDefaultEntry assignedAttendant { id }
          transitions { id condition label to { id } responsibility namedReasons { id } }
        }
        parameters {
          id key label kind isCore help lengthMax minimum maximum fractionDigits
          choices { key label } defaultValue { __typename }
        }
        fieldRules {
          step { id } parameterKey required readOnly neededFromPrevious invisible invisibleOnline
          refinements { customerType required }
        }
      }
      forwardReasons { id code label isActive }
      attendants { id displayName isActive }
      settings { defaultAttendant { id } ruleVersion { id number } revision }
    }
    """

  @Test func `one document has it all, in as many statements for one type as for all`() throws {
    let house = try TestHouse()
    let reader = try house.desk.makeReader()
    let before = reader.statistics.runs
    let all = try house.query(Self.whole, as: "admin", on: reader)
    let runs = reader.statistics.runs - before
    #expect(all.errorCodes == [])
    let one = Self.whole.replacing("ticketTypes {", with: "ticketType(id: \"dHlwZS41\") {")
    let beforeOne = reader.statistics.runs
    let single = try house.query(one, as: "admin", on: reader)
    #expect(single.errorCodes == [])
    #expect(reader.statistics.runs - beforeOne == runs)
    guard case .array(let types)? = all["ticketTypes"] else {
      Issue.record("no types: \(all.text)")
      return
    }
    #expect(types.count == 6)
    for type in types {
      guard case .array(let steps)? = type["steps"], case .array(let rules)? = type["fieldRules"],
        case .array(let parameters)? = type["parameters"]
      else {
        Issue.record("\(type)")
        continue
      }
      #expect(rules.count == steps.count * (parameters.count + 4), "a cell for each, sections too")
    }
  }

  @Test func `every object of the configuration is found again by its id`() throws {
    let house = try TestHouse()
    let document = """
      mutation { createRuleDraft(input: {}) { version { id } } }
      """
    let made = try house.run(document, as: "admin")
    guard case .string(let draft)? = made["createRuleDraft.version.id"] else {
      Issue.record("\(made.text)")
      return
    }
    let query = """
      { version: node(id: "\(draft)") { __typename id }
        attendant: node(id: "YXR0ZW5kYW50LjE") { __typename id }
        entry: node(id: "YXVkaXRFbnRyeS4x") { __typename id } }
      """
    let admin = try house.run(query, as: "admin")
    #expect(admin["version.__typename"] == "RuleVersion")
    #expect(admin["attendant.__typename"] == "Attendant")
    #expect(admin["entry.__typename"] == "AuditEntry")
    let attendant = try house.run(query, as: "attendant")
    #expect(attendant["version"] == .null && attendant["entry"] == .null)
    #expect(attendant["attendant.__typename"] == "Attendant")
    let client = try house.run(query, as: "client")
    for name in ["version", "attendant", "entry"] { #expect(client[name] == .null) }
  }

  /// The first root field is kept, the second is refused for its problems, and the third runs under
  /// what the first one made.
  @Test func `the fields of one operation see what those before them changed`() throws {
    let house = try TestHouse()
    let answer = try house.run(
      """
      mutation {
        one: createTicketGroup(input: {key: "novo", name: "Novo"}) { group { id } problems { code } }
        two: createTicketGroup(input: {key: "novo", name: "Novo"}) { group { id } problems { code } }
        three: updateTicketGroup(input: {group: "Z3JvdXAuNA", name: "Outro"}) {
          group { key name } problems { code }
        }
      }
      """,
      as: "admin"
    )
    #expect(answer["two.problems.0.code"] == "ALREADY_EXISTS")
    #expect(answer["three.group.name"] == "Outro")
    let read = try house.run("{ ticketGroups { key name types { key } } }", as: "admin")
    #expect(read["ticketGroups.3.name"] == "Outro", "an empty group is there for administrators")
    #expect(try house.run("{ ticketGroups { key } }", as: "attendant")["ticketGroups.3"] == nil)
  }
}
