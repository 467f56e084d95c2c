/// The documents that an operand of the command line stands for.
enum DocumentFiles {
  static let endings = [".graphql", ".gql"]

  /// The files, in the order of their names: the operand itself where it is no folder.
  ///
  /// What begins with a dot, and `node_modules`, is passed over.
  ///
  /// - Throws: That there are none: a check of nothing would always pass.
  static func files(at path: String) throws(CommandError) -> [String] {
    guard path != "-", let names = System.entries(of: path) else { return [path] }
    let files = files(in: path, names)
    if files.isEmpty {
      throw .failed("there are no .graphql or .gql files in \(path)", code: 2)
    }
    return files
  }

  private static func files(in path: String, _ names: [String]) -> [String] {
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    var files: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") && name != "node_modules" {
      let inner = "\(folder)/\(name)"
      if let names = System.entries(of: inner) {
        files += Self.files(in: inner, names)
      } else if endings.contains(where: { name.hasSuffix($0) }) {
        files.append(inner)
      }
    }
    return files
  }
}
