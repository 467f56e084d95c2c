import Bytes
import Desk

extension Verb {
  /// Makes an empty system.
  static let initialise = Verb(
    name: "init",
    meaning: "Make an empty system and its first administrator",
    options: [
      .data,
      Option(
        name: "administrator",
        value: "CODE",
        meaning: "the user code of the first administrator, whose password is asked for",
        environment: "GUICHE_ADMINISTRATOR"
      ),
    ]
  ) { options throws(CommandError) in
    let data = DataDirectory(path: options["data"] ?? "")
    guard let code = options["administrator"], !code.isEmpty else {
      throw .usage("--administrator CODE is needed")
    }
    guard let password = System.secret("Password of \(code): "), !password.isEmpty else {
      throw .usage("the password is read from the terminal, or else from standard input")
    }
    try data.make()
    let desk = try data.open(Log())
    do {
      try desk.initialise(administrator: code, password: password)
    } catch InitialiseFault.notEmpty {
      desk.stop()
      throw .failed("there is a system in \(data.path) already", code: 73)
    } catch {
      desk.stop()
      throw .failed(sentence(for: error), code: 65)
    }
    desk.stop()
    System.write("\(data.database) is ready: `guiche serve --data \(data.path)` serves it")
    return 0
  }
}

/// What to do about an administrator who could not be made.
private func sentence(for error: any Error) -> String {
  switch error {
  case InitialiseFault.userCode:
    "a user code has 1 to 256 bytes, without control characters or white space around it"
  case InitialiseFault.password: "a password has 8 to 128 characters"
  default: "the system could not be written: \(error)"
  }
}
