import Desk
import GraphQL
import Synchronization

/// Documents in the usual layout, or what is wrong with them.
struct FormattedDocuments: ParentColumn {
  let results: [Result<String, RequestErrors>]
  var count: Int { results.count }
}

/// What is wrong with documents.
struct DocumentErrors: ParentColumn {
  let errors: [GraphQLError]
  var count: Int { errors.count }
}

/// Places in documents.
struct DocumentLocations: ParentColumn {
  let locations: [GraphQLError.Location]
  var count: Int { locations.count }
}

extension ObjectBinding<Root, RequestContext> {
  /// Binds what is done with the text of a document; nobody has to be signed in, for it tells what a
  /// request with the document would, and no more.
  ///
  /// Where only trusted documents run, one of them has to ask: who may run no document of their own has
  /// none judged either.
  mutating func bindDocuments() {
    object("formatDocument", of: FormattedDocuments.self, isHeavy: true) { _, call in
      let text = try call.context.document(call.arguments)
      let result = DocumentFormatter.format(Source(Array(text.utf8)))
      return ObjectCells(children: FormattedDocuments(results: [result]))
    }
    list("validateDocument", of: DocumentErrors.self, isHeavy: true) { _, call in
      let errors = call.refusals(
        of: try call.context.document(call.arguments),
        suggestions: call.context.viewer.has(.administer)
      )
      return ListCells(
        offsets: [0, Int32(clamping: errors.count)],
        children: DocumentErrors(errors: errors)
      )
    }
  }
}

extension Bindings<RequestContext> {
  /// Binds the types of what is said of documents.
  mutating func bindDocumentTypes() {
    object("FormattedDocument", parents: FormattedDocuments.self) { fields in
      fields.strings("text") { list, _ in list.results.map { try? $0.get() } }
      fields.list("errors", of: DocumentErrors.self) { list, _ in
        var lists = ListBuilder<GraphQLError>(reserving: list.count)
        for result in list.results {
          if case .failure(let refused) = result {
            lists.append(refused.errors)
          } else {
            lists.append([])
          }
        }
        return ListCells(offsets: lists.offsets, children: DocumentErrors(errors: lists.items))
      }
    }
    object("DocumentError", parents: DocumentErrors.self) { fields in
      fields.strings("message") { list, _ in list.errors.map(\.message) }
      fields.strings("code") { list, _ in list.errors.map(\.code) }
      fields.list("locations", of: DocumentLocations.self) { list, _ in
        var lists = ListBuilder<GraphQLError.Location>(reserving: list.count)
        for error in list.errors { lists.append(error.locations) }
        return ListCells(
          offsets: lists.offsets,
          children: DocumentLocations(locations: lists.items)
        )
      }
    }
    object("DocumentLocation", parents: DocumentLocations.self) { fields in
      fields.ints("line") { list, _ in list.locations.map { Int32(clamping: $0.line) } }
      fields.ints("column") { list, _ in list.locations.map { Int32(clamping: $0.column) } }
    }
  }
}

extension RequestContext {
  /// The document that a field is given.
  ///
  /// - Throws: Where the operation asks about more than one may.
  fileprivate func document(_ arguments: Arguments) throws(GraphQLError) -> String {
    let text = arguments.string("text") ?? ""
    guard documents.take(text.utf8.count) else { throw error(.tooManyDocuments) }
    return text
  }
}

/// How much of documents an operation may still ask about.
final class DocumentAllowance: Sendable {
  private let left = Mutex(Limits.documentBytes)

  /// Takes a document's bytes of it; one that is too long to be parsed takes none.
  func take(_ bytes: Int) -> Bool {
    guard bytes <= GraphQL.Limits.standard.documentBytes else { return true }
    return left.withLock { left in
      guard bytes <= left else { return false }
      left -= bytes
      return true
    }
  }
}
