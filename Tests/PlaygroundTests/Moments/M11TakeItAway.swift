import Foundation
import TestKit
import Testing

extension PlaygroundPage.Moments {
  @Test func `11 a request goes elsewhere as a program, a link or a file`() throws {
    let house = try GuicheProcess.demo.get()
    let page = try Page(house)
    try page.signIn("admin")
    try page.look(as: "student")
    let document =
      "query Mine($n: Int = 3) {\n  tickets(view: ALL, first: $n) {\n    nodes {\n      number\n      subject\n    }\n  }\n}"
    try page.write(document)
    try page.write(variables: "{\"n\": 2}")
    try page.run()
    let token = try page.browser.text("state().session.token")
    try page.watchTheClipboard()

    for (language, sign) in [
      ("curl", "curl '"), ("fetch", "await fetch("), ("Swift", "URLRequest"),
      ("Python", "urllib.request"),
    ] {
      try page.browser.click("#copy-as summary")
      if language == "curl" { try page.browser.picture("moment-11-take-it-away") }
      let program = try page.copied { try page.browser.click("[data-copy=\(language)]") }
      #expect(program.contains(sign) && program.contains("query Mine"), "\(language): \(program)")
      #expect(program.contains("user:student"), "\(language): the lens goes with it")
      #expect(!program.contains(token), "\(language): the token does not")
    }

    // The command works as it is, with a token in its place.
    try page.browser.click("#copy-as summary")
    let command = try page.copied { try page.browser.click("[data-copy=curl]") }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TOKEN": token, "NO_PROXY": "*"],
      uniquingKeysWith: { $1 }
    )
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let answered = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(),
      as: UTF8.self
    )
    process.waitUntilExit()
    #expect(answered.contains(#""nodes":[{"number":"#), "\(answered)")

    // A link opens all of it again, and carries no token.
    try page.shape("table")
    let link = try page.copied { try page.browser.click("#share") }
    #expect(link.hasPrefix("\(page.origin)/playground/#/q?d="))
    #expect(!link.contains(token))
    try page.open(String(link.dropFirst("\(page.origin)/playground/".count)))
    try page.waitUntilSignedIn("admin")
    try page.browser.wait(until: "state().tab.query === arguments[0]", document)
    try page.browser.wait(until: "state().tab.lens?.code === 'student'")
    #expect(try page.state("tab.variables") as? String == "{\"n\": 2}")
    #expect(try page.state("tab.shape") as? String == "table")
    #expect(try !page.browser.text("location.href").contains(token))

    // A file that a spreadsheet in Brazil opens right.
    try page.choose(language: "pt-BR")
    try page.look(as: "student")
    try page.run()
    try page.shape("table")
    let bytes = try page.saved { try page.press("CSV", in: ".result-panel") }
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines[0] == "number;subject")
    #expect(lines.count == 4)
  }
}
