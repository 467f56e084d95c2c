import Foundation

/// Writes one Swift file that holds some text files: `embed OUTPUT ROOT FILE...`.
///
/// Each file is a `StaticString`: it lies in the program's read-only data and costs nothing to
/// start with.
let arguments = CommandLine.arguments
guard arguments.count > 2 else {
  FileHandle.standardError.write(Data("usage: embed OUTPUT ROOT FILE...\n".utf8))
  exit(64)
}

let output = arguments[1]
let root = arguments[2]
var code = """
  /// The files that travel inside the program: path from the top of the checkout, contents.
  enum Embedded {
    static let files: [(path: String, text: StaticString)] = [

  """
for file in arguments[3...] {
  guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
    FileHandle.standardError.write(Data("\(file) is not UTF-8 text\n".utf8))
    exit(65)
  }
  code += "    (\(literal(String(file.dropFirst(root.count + 1)))), \(literal(text))),\n"
}
code += """
    ]
  }

  """
do {
  try code.write(toFile: output, atomically: true, encoding: .utf8)
} catch {
  FileHandle.standardError.write(Data("\(output) cannot be written: \(error)\n".utf8))
  exit(73)
}

/// A Swift string literal of a text.
func literal(_ text: String) -> String {
  var escaped = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": escaped += "\\\\"
    case "\"": escaped += "\\\""
    case "\n": escaped += "\\n"
    case let control where control.value < 0x20 || control.value == 0x7F:
      escaped += "\\u{\(String(control.value, radix: 16))}"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped + "\""
}
