import Bytes
import Check

/// How findings are printed.
struct FindingReport {
  enum Format: String {
    /// As compilers do: `file:line:column: error: message`.
    case text
    /// One array of objects, for programs.
    case json
    /// Commands that GitHub's runner shows beside the lines.
    case github
  }

  let format: Format

  /// The lines to print.
  func lines(_ findings: [Finding]) -> [String] {
    switch format {
    case .text: findings.flatMap { textLines($0) }
    case .json: [JSON.array(findings.map { json($0) }).text]
    case .github: findings.map { command($0) }
    }
  }

  /// What was found, in one sentence.
  func summary(_ findings: [Finding], files: Int, operations: Int) -> String {
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count - errors
    let checked = "\(count(operations, "operation")) in \(count(files, "file"))"
    if findings.isEmpty { return "\(checked): no problems" }
    return "\(checked): \(count(errors, "error")), \(count(warnings, "warning"))"
  }

  private func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  private func textLines(_ finding: Finding) -> [String] {
    finding.places.enumerated().map { index, place in
      let prefix = [place.file, place.line.map { "\($0)" }, place.column.map { "\($0)" }]
        .compactMap { $0 }.joined(separator: ":")
      return index == 0
        ? "\(prefix): \(finding.severity.rawValue): \(finding.message.onOneLine)"
        : "\(prefix): note: and here"
    }
  }

  private func json(_ finding: Finding) -> JSON {
    [
      "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message),
      "places": .array(
        finding.places.map { place in
          [
            "file": .string(place.file),
            "line": place.line.map { .integer(Int64($0)) } ?? .null,
            "column": place.column.map { .integer(Int64($0)) } ?? .null,
          ]
        }
      ),
    ]
  }

  private func command(_ finding: Finding) -> String {
    let place = finding.places.first
    var properties = "file=\(escaped(place?.file ?? "", inProperty: true))"
    if let line = place?.line { properties += ",line=\(line)" }
    if let column = place?.column { properties += ",col=\(column)" }
    return "::\(finding.severity.rawValue) \(properties)::\(escaped(finding.message))"
  }

  /// - Source: [Workflow commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
  private func escaped(_ text: String, inProperty: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where inProperty: result += "%3A"
      case "," where inProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  /// The text with its control characters as blanks: a document must not write to a terminal.
  fileprivate var onOneLine: String {
    var result = UnicodeScalarView()
    for scalar in unicodeScalars {
      result.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(result)
  }
}
