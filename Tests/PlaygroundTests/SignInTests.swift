import Foundation
import TestKit
import Testing

extension PlaygroundPage {
  /// Who looks, by a click or by a form.
  @Suite struct SignIn {
    /// One browser for all: each takes the session over from the one before.
    @Test func `each demo user signs in with a click and sees data`() throws {
      let page = try Page(GuicheProcess.demo.get())
      for user in [
        "client", "client.contact", "person", "student", "teacher", "prospect", "many", "attendant",
        "admin",
      ] {
        try page.signIn(user)
        try page.run()
        #expect(try page.errors() == [], "\(user)")
        let answer = try page.answer()
        #expect(answer.contains("\"code\": \"\(user)\""))
        #expect(try page.shown().contains(user))
        #expect(answer.contains("\"totalCount\": "))
        try page.run { try page.browser.press(Key.control, Key.enter) }
        let count = answer.firstMatch(of: /"totalCount": (\d+)/).flatMap { Int($0.1) } ?? 0
        #expect(try page.answer().contains("\"totalCount\": \(count)"))
        #expect(try page.errors() == [], "\(user)")
      }
      #expect(try page.browser.log("browser") == [])
      try page.browser.picture("signed-in")
    }

    @Test func `signs in with a code and a password, and out again`() throws {
      let page = try Page(GuicheProcess.demo.get())
      try page.browser.click(".door summary")
      try page.browser.type("attendant", into: "[name=code]")
      try page.browser.type("not this", into: "[name=password]")
      try page.browser.click(".door button")
      try page.browser.wait(until: "document.querySelector('.who [role=alert]').textContent !== ''")
      try page.browser.picture("refused")
      try page.browser.type("guiche-demo", into: "[name=password]")
      try page.browser.click(".door button")
      try page.waitUntilSignedIn("attendant")
      #expect(
        try page.browser.text("document.querySelector('.who [role=alert]').textContent") == ""
      )

      try page.browser.click(".lens > button")
      try page.browser.wait(until: "!document.querySelector('.who .badge')")
      try page.run()
      #expect(try page.errors().contains { $0.contains("UNAUTHENTICATED") })
      #expect(try page.browser.text("sessionStorage.length + sessionStorage.key(0)").contains("1"))
    }

    @Test func `without the demo there is a form, and nothing of the demo`() throws {
      let folder = TemporaryFolder()
      let process = Process()
      process.executableURL = GuicheProcess.executable
      process.arguments = ["init", "--data", folder.url.path, "--administrator", "ana"]
      let input = Pipe()
      process.standardInput = input
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      input.fileHandleForWriting.write(Data("uma senha comprida\n".utf8))
      try input.fileHandleForWriting.close()
      process.waitUntilExit()
      let page = try Page(GuicheProcess(data: folder.url, demo: false))
      #expect(try page.browser.text("document.querySelectorAll('[data-user]').length") == "0")
      #expect(
        try page.browser.text("document.querySelectorAll('[data-example^=R48]').length") == "0"
      )
      try page.browser.type("ana", into: "[name=code]")
      try page.browser.type("uma senha comprida\(Key.enter)", into: "[name=password]")
      try page.browser.wait(until: "document.querySelector('.who .badge')")
      try page.run()
      #expect(try page.answer().contains("\"totalCount\": 0"))
      try page.browser.picture("without-demo")
    }

    @Test func `a session that the server has ended is forgotten, and says so`() throws {
      let house = try GuicheProcess.demo.get()
      let page = try Page(house)
      try page.signIn("person")
      let token = try page.browser.text(
        "JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage).find((k) => k.endsWith('session')))).token"
      )
      _ = try house.post("mutation { signOut { problems { code } } }", token: token)
      try page.browser.click("#run")
      try page.browser.wait(until: "document.querySelector('.who [role=alert]').textContent !== ''")
      #expect(
        try page.browser.text("document.querySelectorAll('[aria-pressed=true][data-user]').length")
          == "0"
      )
    }
  }
}
