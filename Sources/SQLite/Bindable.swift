import Bytes

/// A value as SQLite stores it.
public enum Bound: Hashable, Sendable {
  case integer(Int64)
  case double(Double)
  case text(String)
  /// A text that is there as UTF-8 already.
  case utf8([UInt8])
  case blob([UInt8])
}

/// What can stand for a `?` in a ``Query``; `nil` binds NULL.
public protocol Bindable {
  /// The value as SQLite stores it.
  var bound: Bound { get }
}

extension Bound: Bindable {
  public var bound: Bound { self }
}

extension Int64: Bindable {
  public var bound: Bound { .integer(self) }
}

extension Int32: Bindable {
  public var bound: Bound { .integer(Int64(self)) }
}

extension Int: Bindable {
  public var bound: Bound { .integer(Int64(self)) }
}

extension Bool: Bindable {
  public var bound: Bound { .integer(self ? 1 : 0) }
}

extension Double: Bindable {
  public var bound: Bound { .double(self) }
}

extension String: Bindable {
  public var bound: Bound { .text(self) }
}

extension [UInt8]: Bindable {
  public var bound: Bound { .blob(self) }
}

/// A list as one value: a JSON array for `json_each(?1)`.
public struct JSONArray: Bindable, Hashable, Sendable {
  private let utf8: [UInt8]

  public var bound: Bound { .utf8(utf8) }

  public init(_ numbers: some Collection<Int64>) {
    var writer = ByteWriter(capacity: numbers.count &* 8)
    for number in numbers {
      writer.append(UInt8(ascii: writer.count == 0 ? "[" : ","))
      writer.append(decimal: number)
    }
    self.init(closing: &writer)
  }

  public init(_ texts: some Collection<String>) {
    var writer = ByteWriter(capacity: texts.count &* 16)
    for text in texts {
      writer.append(UInt8(ascii: writer.count == 0 ? "[" : ","))
      writer.append(quoting: text)
    }
    self.init(closing: &writer)
  }

  private init(closing writer: inout ByteWriter) {
    if writer.count == 0 { writer.append(UInt8(ascii: "[")) }
    writer.append(UInt8(ascii: "]"))
    utf8 = writer.bytes()
  }
}
