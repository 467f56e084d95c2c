import Bytes
import HTTP

/// The files of a folder as the documents that an operator trusts.
///
/// - `*.graphql` and `*.gql` hold one document each, called by its path without the ending.
/// - `*.json` is what builds of clients write: an object of ids and texts (Relay, GraphQL Code
///   Generator), or a manifest in the format `apollo-persisted-query-manifest`.
///
/// Other files are passed over.
public enum DocumentFolder {
  /// Reads a folder and the folders in it.
  ///
  /// - Parameter path: A path of the machine.
  /// - Returns: The documents in the order of their files.
  /// - Throws: `FolderError`, or ``TrustedDocumentProblems`` for files that are none of the above.
  public static func documents(in path: String) throws -> [TrustedDocument] {
    try documents(of: Folder.files(in: path), in: path)
  }

  /// The documents of files, by their paths from a folder that messages name.
  static func documents(
    of files: [(path: String, bytes: [UInt8])],
    in folder: String
  ) throws(TrustedDocumentProblems) -> [TrustedDocument] {
    var documents: [TrustedDocument] = []
    var problems: [String] = []
    for (path, bytes) in files {
      let origin = "\(folder)/\(path)"
      guard String(validating: bytes, as: UTF8.self) != nil else {
        problems.append("\(origin): the file is not UTF-8")
        continue
      }
      if let ending = [".graphql", ".gql"].first(where: path.hasSuffix) {
        let name = String(path.dropLast(ending.count))
        documents.append(TrustedDocument(text: bytes, name: name, origin: origin))
      } else if path.hasSuffix(".json") {
        do throws(ManifestProblem) {
          documents += try manifest(bytes, origin: origin)
        } catch {
          problems.append("\(origin): \(error.sentence)")
        }
      }
    }
    guard problems.isEmpty else { throw TrustedDocumentProblems(problems: problems) }
    return documents
  }

  private struct ManifestProblem: Error {
    var sentence: String
  }

  private static func manifest(
    _ bytes: [UInt8],
    origin: String
  ) throws(ManifestProblem) -> [TrustedDocument] {
    let json: JSON
    do {
      json = try JSONParser.parse(bytes)
    } catch {
      throw ManifestProblem(sentence: error.message)
    }
    guard case .object(let members) = json else {
      throw ManifestProblem(sentence: "a list of documents is a JSON object")
    }
    guard case .array(let operations) = json["operations"] else {
      return try members.map { (member) throws(ManifestProblem) in
        try document(called: member.name, member.value, origin)
      }
    }
    return try operations.map { (operation) throws(ManifestProblem) in
      guard case .string(let id) = operation["id"] else {
        throw ManifestProblem(sentence: "an operation of the manifest has no \"id\"")
      }
      return try document(called: id, operation["body"], origin)
    }
  }

  private static func document(
    called name: String,
    _ text: JSON?,
    _ origin: String
  ) throws(ManifestProblem) -> TrustedDocument {
    guard case .string(let text) = text else {
      throw ManifestProblem(sentence: "\"\(name)\" has no text of a document")
    }
    return TrustedDocument(text: Array(text.utf8), name: name, origin: "\(origin)#\(name)")
  }
}
