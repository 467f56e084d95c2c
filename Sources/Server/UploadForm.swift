import Bytes
import GraphQL
import HTTP

/// The form of one multipart request while it comes.
struct UploadForm {
  /// What must come next: the operations before the map, and both before the files.
  private enum Stage {
    case operations
    case map(JSON)
    case files(JSON, UploadMap)
  }

  /// The part that is coming.
  private enum Part {
    case none
    case text(name: String, bytes: [UInt8], limit: Int)
    case file(Spool, MultipartPart, entry: Int)
  }

  private var parser: MultipartParser
  private let limits: UploadConfiguration
  private let batchLimit: Int
  private let negotiation: Negotiation
  private let noteUnwritten: @Sendable (String) -> Void
  private var stage = Stage.operations
  private var part = Part.none

  init(
    parser: MultipartParser,
    limits: UploadConfiguration,
    batchLimit: Int,
    negotiation: Negotiation,
    noteUnwritten: @escaping @Sendable (String) -> Void
  ) {
    self.parser = parser
    self.limits = limits
    self.batchLimit = batchLimit
    self.negotiation = negotiation
    self.noteUnwritten = noteUnwritten
  }

  /// Takes what came next.
  mutating func receive(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
    let events: [MultipartParser.Event]
    do {
      events = try parser.parse(bytes)
    } catch {
      throw refusal("The body is no multipart form: \(error.reason).")
    }
    for event in events {
      switch event {
      case .began(let part): try begin(part)
      case .content(let piece): try append(piece)
      case .ended: try end()
      }
    }
  }

  /// The body is whole.
  mutating func finish() throws(Refusal) {
    guard parser.isComplete else {
      throw refusal("The body ends before its last boundary.")
    }
    _ = try requests()
  }

  /// What the whole body asks for.
  func requests() throws(Refusal) -> RequestBody.Requests {
    guard case .files(let operations, let map) = stage else {
      throw refusal("The form needs the parts \"operations\" and \"map\".")
    }
    return try negotiation.refusing { () throws(RequestFault) in
      try RequestBody.requests(try map.filled(operations), batchLimit: batchLimit)
    }
  }

  private mutating func begin(_ part: MultipartPart) throws(Refusal) {
    switch stage {
    case .operations:
      try expect("operations", part)
      self.part = .text(name: part.name, bytes: [], limit: limits.operations)
    case .map:
      try expect("map", part)
      self.part = .text(name: part.name, bytes: [], limit: limits.map)
    case .files(_, let map):
      guard let entry = map.entry(ofPart: part.name) else {
        throw refusal("The part \(UploadMap.shown(part.name)) is not in \"map\".")
      }
      guard map.entries[entry].file == nil else {
        throw refusal("The part \(UploadMap.shown(part.name)) comes twice.")
      }
      guard part.fileName != nil else {
        throw refusal("The part \(UploadMap.shown(part.name)) has no filename: it is no file.")
      }
      do {
        self.part = .file(try Spool(in: limits.folder), part, entry: entry)
      } catch {
        throw refusal(error)
      }
    }
  }

  private func expect(_ name: String, _ part: MultipartPart) throws(Refusal) {
    guard part.name.hasSameBytes(as: name) else {
      throw refusal(
        "The part \"\(name)\" must come here, not \(UploadMap.shown(part.name)): first "
          + "\"operations\", then \"map\", then the files."
      )
    }
  }

  private mutating func append(_ piece: ArraySlice<UInt8>) throws(Refusal) {
    switch part {
    case .none: break
    case .text(let name, var bytes, let limit):
      part = .none
      guard bytes.count + piece.count <= limit else {
        throw tooLarge("\"\(name)\" is longer than \(limit) bytes.")
      }
      bytes.append(contentsOf: piece)
      part = .text(name: name, bytes: bytes, limit: limit)
    case .file(let spool, let fields, _):
      guard spool.count + piece.count <= limits.file else {
        let name = UploadMap.shown(fields.fileName ?? fields.name)
        throw tooLarge("The file \(name) is longer than \(limits.file) bytes.")
      }
      do {
        try spool.append(piece)
      } catch {
        throw refusal(error)
      }
    }
  }

  private mutating func end() throws(Refusal) {
    let ended = part
    part = .none
    switch (ended, stage) {
    case (.text(_, let bytes, _), .operations): stage = .map(try operations(bytes))
    case (.text(_, let bytes, _), .map(let operations)):
      let limits = limits
      let map = try negotiation.refusing { () throws(RequestFault) in
        try UploadMap(bytes, in: operations, limits: limits)
      }
      stage = .files(operations, map)
    case (.file(let spool, let fields, let entry), .files(let operations, var map)):
      let file = spool.finish(named: fields.fileName ?? "", mediaType: fields.mediaType)
      map.take(file, for: entry)
      stage = .files(operations, map)
    default: break
    }
  }

  private func operations(_ bytes: [UInt8]) throws(Refusal) -> JSON {
    try negotiation.refusing { () throws(RequestFault) in
      let json: JSON
      do throws(JSONError) {
        json = try JSONParser.parse(bytes)
      } catch {
        throw RequestFault(.unreadable, "\"operations\" is not JSON. \(error.message)")
      }
      _ = try RequestBody.requests(json, batchLimit: batchLimit)
      return json
    }
  }

  private func refusal(_ message: String) -> Refusal {
    Refusal(RequestFault(.malformed, message), as: negotiation)
  }

  private func tooLarge(_ message: String) -> Refusal {
    Refusal(413, message, as: negotiation, code: "UPLOAD_TOO_LARGE")
  }

  /// A file could not be written.
  private func refusal(_ error: FileError) -> Refusal {
    noteUnwritten(error.description)
    return switch UploadEnd(error) {
    case .full:
      Refusal(507, "The server has no room for files.", as: negotiation, code: "OVERLOADED")
    case .overloaded:
      Refusal(
        503,
        "The server is busy: send the request again.",
        as: negotiation,
        code: "OVERLOADED",
        headers: [("Retry-After", "1")]
      )
    default: Refusal(500, "Internal error.", as: negotiation, code: "INTERNAL_ERROR")
    }
  }
}
