import Bytes
import GraphQL

/// A document that the operator trusts.
public struct TrustedDocument: Sendable {
  /// UTF-8, byte for byte as clients hash it.
  public var text: [UInt8]
  /// What a client may call it; `nil` for one that has no name, nor its operations, so that its
  /// text or its hash must be sent.
  public var name: String?
  /// Where it comes from, for what is said of its errors.
  public var origin: String

  public init(text: [UInt8], name: String?, origin: String) {
    self.text = text
    self.name = name
    self.origin = origin
  }
}

/// What is wrong with the documents that an operator trusts; the server does not start.
public struct TrustedDocumentProblems: Error, CustomStringConvertible, Sendable {
  /// One sentence each, beginning with the place.
  public let problems: [String]

  public var description: String { problems.joined(separator: "\n") }
}

/// The only documents that are run, compiled once for every schema that they are valid for.
///
/// They are held here, so that no other document pushes them out of a cache.
struct TrustedDocuments: Sendable {
  /// A document, or one operation of it.
  struct Found: Sendable {
    let document: CompiledDocument
    /// The operation that is meant where the request names none.
    let operationName: String?
  }

  /// A document by its number, and which of its operations.
  private struct Place: Sendable {
    let document: Int
    var operationName: String?
  }

  /// By document, then by schema.
  private var compiled: [[ObjectIdentifier: CompiledDocument]] = []
  private var byText: [[UInt8]: Int] = [:]
  private var byHash: [[UInt8]: Int] = [:]
  private var byName: [[UInt8]: Place] = [:]

  /// Compiles documents.
  ///
  /// - Parameters:
  ///   - documents: All of them.
  ///   - schemas: Each of them is some audience's; a document has to be valid for one.
  /// - Throws: All that is wrong with all of them.
  init(
    _ documents: [TrustedDocument],
    for schemas: [BoundSchema]
  ) throws(TrustedDocumentProblems) {
    var problems: [String] = []
    // It keeps nothing: what it compiles is held here.
    let compiler = PlanCache(bytes: 0)
    var named: Set<Int> = []
    for document in documents {
      let known = byText[document.text]
      let number = known ?? compiled.count
      if known == nil {
        let valid = Self.compile(document, for: schemas, by: compiler, &problems)
        guard !valid.isEmpty else { continue }
        compiled.append(valid)
        // An editor ends a file with a new line, which no client hashes.
        for text in [document.text, document.text.withoutBlanksAtItsEnd] {
          byText[text] = number
          byHash[SHA256.hash(text)] = number
        }
      }
      guard let name = document.name else { continue }
      named.insert(number)
      let other = byName.updateValue(Place(document: number), forKey: Array(name.utf8))
      if let other, other.document != number {
        problems.append("\(document.origin): another document is called \(name) too")
      }
    }
    guard problems.isEmpty else { throw TrustedDocumentProblems(problems: problems) }
    nameOperations(of: named)
  }

  /// A document for each schema that it is valid for; where it is for none, the errors of the schema
  /// that it comes closest to.
  private static func compile(
    _ document: TrustedDocument,
    for schemas: [BoundSchema],
    by compiler: PlanCache,
    _ problems: inout [String]
  ) -> [ObjectIdentifier: CompiledDocument] {
    var valid: [ObjectIdentifier: CompiledDocument] = [:]
    var fewest: [GraphQLError]?
    for schema in schemas {
      switch compiler.compile(document.text, for: schema, suggestions: true) {
      case .document(let document):
        document.forgetCompilationTime()
        valid[ObjectIdentifier(schema)] = document
      case .refused(let errors): if errors.count < fewest?.count ?? .max { fewest = errors }
      }
    }
    if valid.isEmpty {
      problems += (fewest ?? []).map { $0.sentence(in: document.origin) }
    }
    return valid
  }

  /// An operation's name means its document where no document is called so, and where no other
  /// document has an operation of that name, as two versions of a client may.
  private mutating func nameOperations(of named: Set<Int>) {
    var places: [[UInt8]: Place] = [:]
    var ambiguous: Set<[UInt8]> = []
    for (number, schemas) in compiled.enumerated() where named.contains(number) {
      for name in schemas.values.first?.operationNames ?? [] {
        let place = Place(document: number, operationName: name)
        let other = places.updateValue(place, forKey: Array(name.utf8))
        if other != nil { ambiguous.insert(Array(name.utf8)) }
      }
    }
    for (name, place) in places where byName[name] == nil && !ambiguous.contains(name) {
      byName[name] = place
    }
  }

  /// The trusted document of a request; `nil` where there is none, or where it is not valid for
  /// this schema: who may not use a document is not told that there is one.
  func document(of request: GraphQLRequest, for schema: BoundSchema) -> Found? {
    let called: Place? =
      switch request.identifier {
      case .hash(let hash): (byHash[hash] ?? nil).map { Place(document: $0) } ?? named(hash)
      case .name(let name): byName[name]
      case nil: nil
      }
    let written = request.query.flatMap { byText[$0] }.map { Place(document: $0) }
    if request.query != nil, written == nil { return nil }
    if request.identifier != nil, called == nil { return nil }
    if let called, let written, called.document != written.document { return nil }
    guard
      let place = called ?? written,
      let document = compiled[place.document][ObjectIdentifier(schema)]
    else { return nil }
    return Found(document: document, operationName: place.operationName)
  }

  /// The document that a manifest calls by 64 digits that are not the hash of its text.
  private func named(_ digits: [UInt8]) -> Place? {
    byName[Array(Hexadecimal.encode(digits).utf8)]
  }
}

extension [UInt8] {
  fileprivate var withoutBlanksAtItsEnd: [UInt8] {
    let blanks = " \t\r\n".utf8
    guard let last = lastIndex(where: { !blanks.contains($0) }) else { return [] }
    return Array(self[...last])
  }
}

extension GraphQLError {
  /// The error as compilers write them: file, line, column, sentence.
  fileprivate func sentence(in origin: String) -> String {
    guard let place = locations.first else { return "\(origin): \(message)" }
    return "\(origin):\(place.line):\(place.column): \(message)"
  }
}
