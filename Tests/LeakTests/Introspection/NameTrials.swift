import GraphQL

/// A document that names something, with a hole where the name goes.
struct NameTrial {
  /// With `§` where the name goes.
  let document: String
  /// The request's variables as JSON, with `§` where the name goes.
  var variables = "{}"
  /// What the audience does not have.
  let name: String

  /// The document and its variables with a name in the hole.
  func filled(with name: String) -> (document: String, variables: String) {
    (document.replacing("§", with: name), variables.replacing("§", with: name))
  }
}

/// Every way in which a document can name what an audience does not have.
struct NameTrials {
  private let gap: SchemaGap
  private let paths: SchemaPaths
  /// What is reached by no document, so that nothing was tried.
  private(set) var unreached: [String] = []
  private(set) var trials: [NameTrial] = []

  init(_ gap: SchemaGap) {
    self.gap = gap
    paths = SchemaPaths(gap.view)
    addFields()
    addArguments()
    addInputFields()
    addEnumValues()
    addTypes()
    addDirectives()
  }

  private mutating func add(_ name: String, _ document: String, variables: String = "{}") {
    trials.append(NameTrial(document: document, variables: variables, name: name))
  }

  private mutating func addFields() {
    for (type, field) in gap.fields {
      let forms = [
        "§", "a: §", "§ { __typename }", "§(first: 1) { nodes { id } }",
        "§(input: {a: [1, {b: $c}]}) { problems { code } }", "__typename @skip(if: true) §",
        "... on \(type.name) { § }", "§ § { id }",
      ]
      for form in forms {
        guard let document = paths.document(selecting: form, on: type.id) else {
          unreached.append("\(type.name).\(field.name)")
          break
        }
        add(field.name, document)
      }
      add(field.name, "{ __typename ...F } fragment F on \(type.name) { § }")
      add(field.name, "{ __typename } fragment F on \(type.name) { § { id } }")
    }
  }

  private mutating func addArguments() {
    for (type, field, name) in gap.arguments {
      for value in ["null", "1", "\"x\"", "DRAFT", "[1]", "{a: 1}", "$v"] {
        let selection = paths.selection(of: field, adding: "§: \(value)")
        guard let document = paths.document(selecting: selection, on: type.id) else {
          unreached.append("\(type.name).\(field.name)(\(name))")
          break
        }
        add(name, value == "$v" ? Self.declaring("String", document) : document)
      }
    }
  }

  private mutating func addInputFields() {
    for (type, name) in gap.inputFields {
      let places = paths.places(taking: type.id)
      if places.isEmpty { unreached.append("\(type.name).\(name)") }
      for place in places {
        for value in ["null", "true", "\"x\"", "[1]", "{me: true}", "{in: [1]}", "$v"] {
          let object = paths.object(type, setting: "§", to: value)
          let document = place.document.replacing("VALUE", with: object)
          add(name, value == "$v" ? Self.declaring("String", document) : document)
        }
        let document = Self.declaring(place.type, place.document.replacing("VALUE", with: "$v"))
        for value in ["null", "true", "\"x\"", "[1]", "{\"me\": true}"] {
          add(name, document, variables: "{\"v\": {\"§\": \(value)}}")
          add(name, document, variables: "{\"v\": [{\"§\": \(value)}]}")
          add(name, document, variables: "{\"v\": {\"a\": 1, \"§\": \(value), \"b\": 2}}")
        }
      }
    }
  }

  private mutating func addEnumValues() {
    for (type, name) in gap.enumValues {
      let places = paths.places(taking: type.id)
      if places.isEmpty { unreached.append("\(type.name).\(name)") }
      for place in places {
        for value in ["§", "[§]", "\"§\""] {
          add(name, place.document.replacing("VALUE", with: value))
        }
        let document = Self.declaring(place.type, place.document.replacing("VALUE", with: "$v"))
        for value in ["\"§\"", "[\"§\"]", "{\"§\": 1}"] {
          add(name, document, variables: "{\"v\": \(value)}")
        }
      }
    }
  }

  private mutating func addTypes() {
    for name in gap.types {
      for document in [
        "{ __typename ... on § { __typename } }",
        "{ node(id: \"x\") { id ... on § { id name } } }",
        "{ node(id: \"x\") { ... on Ticket { id } ... on § { a { b(c: 1) } } } }",
        "{ nodes(ids: []) { ...F } } fragment F on § { id }",
        "{ __typename } fragment F on § { id }",
        "query ($v: §) { __typename }",
        "query ($v: [§!]!) { node(id: $v) { id } }",
        "query ($v: § = {a: 1}) { node(id: $v) { id } }",
        "mutation ($v: §!) { postMessage(input: $v) { problems { code } } }",
        "{ § { id } }",
        "{ viewer { § } }",
        "{ viewer @§ { __typename } }",
        "subscription { § }",
      ] { add(name, document) }
      add(name, "query ($v: §) { __typename }", variables: "{\"v\": {\"a\": 1}}")
    }
  }

  private mutating func addDirectives() {
    for name in gap.directives {
      for use in ["@§", "@§(permissions: [ADMINISTER])", "@§(if: true)", "@§(a: $v)", "@§ @§"] {
        add(name, "query \(use) { __typename }")
        add(name, "{ viewer \(use) { __typename } }")
        add(name, "{ ... on Query \(use) { __typename } }")
        add(name, "{ ...F \(use) } fragment F on Query { __typename }")
        add(name, "{ ...F } fragment F on Query \(use) { __typename }")
        add(name, "query ($v: Int \(use)) { __typename }")
      }
    }
    for (directive, name) in gap.directiveArguments {
      add(name, "{ viewer @\(directive.name)(§: 1) { __typename } }")
      add(name, "{ viewer @\(directive.name)(if: true, §: 1) { __typename } }")
    }
  }

  /// The document with a variable `$v`.
  private static func declaring(_ type: String, _ document: String) -> String {
    document.hasPrefix("mutation")
      ? "mutation ($v: \(type))" + document.dropFirst("mutation".count)
      : "query ($v: \(type)) " + document
  }
}

/// Made-up names that no schema has, one as long as the other.
struct MadeUpNames {
  private let taken: Set<String>

  init(apartFrom taken: Set<String>) { self.taken = taken }

  /// A name as long as another, with its capitals in the same places.
  func name(like name: String) -> String {
    for letters in ["zq", "qz", "xj", "jx", "kw", "wk"] {
      let pair = Array(letters)
      let made = String(
        name.enumerated().map { place, character -> Character in
          let letter = pair[place % 2]
          if character == "_" { return "_" }
          return character.isUppercase ? Character(letter.uppercased()) : letter
        }
      )
      if !taken.contains(made) { return made }
    }
    return String(repeating: "z", count: name.count)
  }
}
