import Check
import GraphQL
import Resolvers

extension Verb {
  /// Checks documents against a schema, for the checks of a client's project.
  static let validate = Verb(
    name: "validate",
    meaning: "Check operations and fragments against the schema; 1 is the exit code of any error",
    operands: Operands(
      name: "FILE",
      meaning: "a document, - for standard input, or a folder of .graphql and .gql files"
    ),
    options: [
      .schema,
      .audience,
      Option(
        name: "format",
        value: "F",
        meaning: "how findings are printed: text, json, or github for its annotations",
        standard: "text"
      ),
      Option(name: "strict", meaning: "let warnings, about what is deprecated, count as errors"),
    ]
  ) { options throws(CommandError) in
    try Validate(options).run()
  }
}

extension Option {
  /// Which schema.
  static let schema = Option(
    name: "schema",
    value: "FILE",
    meaning: "another schema than the one that this program serves"
  )
  /// Whose part of it.
  static let audience = Option(
    name: "audience",
    value: "A",
    meaning: "only what customers, attendants, administrators or integrators have of the schema"
  )
}

/// One run of `guiche validate`.
private struct Validate {
  private let options: Options
  private let report: FindingReport
  private let schema: Schema

  init(_ options: Options) throws(CommandError) {
    self.options = options
    guard let format = FindingReport.Format(rawValue: options["format"] ?? "") else {
      throw .usage("--format takes text, json or github")
    }
    report = FindingReport(format: format)
    schema = try Schema.chosen(by: options)
  }

  func run() throws(CommandError) -> Int32 {
    var files: [DocumentFile] = []
    for operand in options.operands {
      for path in try DocumentFiles.files(at: operand) {
        let name = path == "-" ? "<stdin>" : path
        files.append(DocumentFile(name: name, bytes: try System.contents(of: path)))
      }
    }
    let (schema, read) = (schema, files)
    // The limits are this server's own: with another schema they say nothing.
    let serverLimits = options["schema"] == nil
    let outcome = System.run(onStackOf: GraphQL.Limits.toolStackBytes) {
      let documents = DocumentSet(read)
      return (
        documents.findings(against: schema, serverLimits: serverLimits), documents.operationCount
      )
    }
    guard let (findings, operations) = outcome else {
      throw .failed("the system has no thread to give", code: 71)
    }
    for line in report.lines(findings) { System.write(line) }
    if report.format == .text {
      System.complain(report.summary(findings, files: files.count, operations: operations))
    }
    let isRefused = findings.contains { $0.severity == .error || options.isOn("strict") }
    return isRefused ? 1 : 0
  }
}

extension Schema {
  /// The schema that the options ask for.
  static func chosen(by options: Options) throws(CommandError) -> Schema {
    let path = options["schema"]
    let bytes = if let path { try System.contents(of: path) } else { EmbeddedFiles.schema }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .failed("\(path ?? "") is not UTF-8", code: 2)
    }
    let source = Source(bytes, name: path ?? "schema.graphql")
    let built = System.run(onStackOf: GraphQL.Limits.toolStackBytes) {
      Result { () throws(SchemaErrors) in try SchemaBuilder.build(source, limits: .toolSchema) }
    }
    guard let built else { throw .failed("the system has no thread to give", code: 71) }
    let schema: Schema
    switch built {
    case .success(let whole): schema = whole
    case .failure(let errors): throw .failed("the schema is not valid:\n\(errors)", code: 2)
    }
    guard let name = options["audience"] else { return schema }
    guard let audience = SchemaAudience(name) else {
      throw .usage("--audience takes customers, attendants, administrators or integrators")
    }
    guard let view = audience.view(of: schema) else {
      throw .failed("the schema leaves \(name) nothing to ask for", code: 2)
    }
    return view
  }
}

extension SchemaAudience {
  fileprivate init?(_ name: String) {
    switch name {
    case "customers": self = .customer
    case "attendants": self = .attendant
    case "administrators": self = .administrator
    case "integrators": self = .integrator
    default: return nil
    }
  }
}
