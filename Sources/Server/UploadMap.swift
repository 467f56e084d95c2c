import Bytes
import GraphQL

/// Which part of a multipart request goes where in its operations.
///
/// Names are compared and nothing else: `__proto__` is a name like any other.
///
/// - Source: [GraphQL multipart request](https://github.com/jaydenseric/graphql-multipart-request-spec).
struct UploadMap: Sendable {
  /// One file and its places.
  struct Entry: Sendable {
    /// The name of its part.
    var name: String
    var places: [Place]
    var file: SpooledFile?
  }

  /// A null of the operations that a file takes the place of: at each level, the place among the
  /// members or the items.
  typealias Place = [Int]

  private(set) var entries: [Entry] = []

  /// Reads a map and finds its places.
  ///
  /// - Parameters:
  ///   - bytes: `{"0": ["variables.file"], …}`.
  ///   - operations: Where each path leads to a null.
  ///   - limits: How many files and places there may be.
  /// - Throws: ``RequestFault``, which names the path.
  init(
    _ bytes: [UInt8],
    in operations: JSON,
    limits: UploadConfiguration
  ) throws(RequestFault) {
    let json: JSON
    do {
      json = try JSONParser.parse(bytes)
    } catch {
      throw RequestFault(.unreadable, "\"map\" is not JSON. \(error.message)")
    }
    guard case .object(let members) = json else {
      throw RequestFault(.malformed, "\"map\" must be an object.")
    }
    guard members.count <= limits.files else {
      throw RequestFault(
        .malformed,
        "The request has \(members.count) files; the limit is \(limits.files)."
      )
    }
    var taken: Set<Place> = []
    for member in members {
      guard case .array(let paths) = member.value, !paths.isEmpty else {
        throw Self.fault("every entry must be a list of paths")
      }
      var entry = Entry(name: member.name, places: [])
      for path in paths {
        guard case .string(let path) = path else {
          throw Self.fault("every path must be a string")
        }
        let place = try Self.place(path, in: operations)
        guard taken.insert(place).inserted else {
          throw Self.fault("two files are to go to \(Self.shown(path))")
        }
        guard taken.count <= limits.places else {
          throw Self.fault("there are more than \(limits.places) paths")
        }
        entry.places.append(place)
      }
      entries.append(entry)
    }
  }

  /// The place of the entry that a part belongs to.
  func entry(ofPart name: String) -> Int? {
    entries.firstIndex { $0.name.hasSameBytes(as: name) }
  }

  /// Takes a file that has come.
  mutating func take(_ file: SpooledFile, for entry: Int) { entries[entry].file = file }

  /// The operations with every file in its places.
  ///
  /// - Throws: ``RequestFault``, which names a file that has not come.
  func filled(_ operations: JSON) throws(RequestFault) -> JSON {
    var filled = operations
    for entry in entries {
      guard let file = entry.file else {
        throw Self.fault("the file \(Self.shown(entry.name)) did not come")
      }
      for place in entry.places { filled = Self.put(file, at: place[...], in: filled) }
    }
    return filled
  }

  private static func put(_ file: SpooledFile, at place: ArraySlice<Int>, in json: JSON) -> JSON {
    guard let step = place.first else { return .file(file) }
    switch json {
    case .object(var members):
      members[step].value = put(file, at: place.dropFirst(), in: members[step].value)
      return .object(members)
    case .array(var items):
      items[step] = put(file, at: place.dropFirst(), in: items[step])
      return .array(items)
    default: return json
    }
  }

  /// Where a path such as `variables.files.0`, or `1.variables.file` in a batch, leads.
  private static func place(_ path: String, in operations: JSON) throws(RequestFault) -> Place {
    let names = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var isInBatch = false
    if case .array = operations { isInBatch = true }
    let root = isInBatch ? 1 : 0
    guard names.count > root + 1, names[root].elementsEqual("variables".utf8) else {
      throw fault(
        "\(shown(path)) does not begin with \(isInBatch ? "the place of a request and " : "")"
          + "\"variables\" and the name of one"
      )
    }
    var place: Place = []
    var value = operations
    for name in names {
      switch value {
      case .object(let members):
        guard let step = members.firstIndex(where: { $0.name.utf8.elementsEqual(name) }) else {
          throw fault("\(shown(path)) leads nowhere")
        }
        place.append(step)
        value = members[step].value
      case .array(let items):
        guard let step = index(name), step < items.count else {
          throw fault("\(shown(path)) leads nowhere")
        }
        place.append(step)
        value = items[step]
      default:
        throw fault("\(shown(path)) leads through a value that is no object and no list")
      }
    }
    guard value == .null else {
      throw fault("\(shown(path)) leads to a value that is not null")
    }
    return place
  }

  /// `0`, `1`, …: digits without a sign and without zeros before them.
  private static func index(_ digits: Substring.UTF8View) -> Int? {
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.first != 0x30 || digits.count == 1
    else { return nil }
    return Int(Substring(digits))
  }

  static func fault(_ clause: String) -> RequestFault {
    RequestFault(.malformed, "In \"map\", \(clause).")
  }

  /// A client's text in a message.
  static func shown(_ text: String) -> String {
    let bytes = text.unicodeScalars
    guard bytes.count > Limits.echo else { return "\"\(text)\"" }
    return "\"\(String(String.UnicodeScalarView(bytes.prefix(Limits.echo))))…\""
  }
}
