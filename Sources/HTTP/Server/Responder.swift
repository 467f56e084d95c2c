/// An application and the state of one loop, on the loop's thread.
///
/// The loop calls it through one virtual call a request, so that nothing below an application is
/// generic over it.
class Responder {
  func respond(to request: Request, reply: Reply) {
    reply.send(Response(status: 404))
  }

  func intake(of request: Request) -> BodyIntake { .whole }

  func turnEnded() {}
}

/// A responder whose loop owns a state of this type.
class StatefulResponder<State>: Responder {
  fileprivate var state: State

  fileprivate init(_ state: State) { self.state = state }

  /// Lets something be done with the state.
  func use(_ body: (inout State) -> Void) { body(&state) }
}

/// The responder of an application.
final class ApplicationResponder<Served: Application>: StatefulResponder<Served.LoopState> {
  private let application: Served

  init(_ application: Served) throws {
    self.application = application
    super.init(try application.makeLoopState())
  }

  override func respond(to request: Request, reply: Reply) {
    application.respond(to: request, on: &state, reply: reply)
  }

  override func intake(of request: Request) -> BodyIntake {
    application.intake(of: request, on: &state)
  }

  override func turnEnded() {
    application.turnEnded(on: &state)
  }
}
