import CSystem
import Glibc

/// A thread of the operating system.
enum Thread {
  /// Starts a thread that ends with its body.
  ///
  /// It takes no signal, so that the program's main thread alone decides about them.
  static func start(
    named name: String,
    _ body: @escaping @Sendable () -> Void
  ) throws(HTTPServerError) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    unsafe pthread_attr_setstacksize(&attributes, 8 * 1_024 * 1_024)

    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }

    let box = unsafe Unmanaged.passRetained(Body(name: name, run: body))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread,
      &attributes,
      { argument in
        guard let argument = unsafe argument else { return nil }
        let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        unsafe pthread_setname_np(pthread_self(), String(body.name.prefix(15)))
        body.run()
        return nil
      },
      box.toOpaque()
    )
    guard code == 0 else {
      unsafe box.release()
      throw .system(call: "pthread_create", code: code)
    }
  }

  /// A number that no two running threads share.
  static var current: UInt { UInt(pthread_self()) }

  /// How many processors this process may use; 1 at least.
  static var processors: Int {
    max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  private final class Body: Sendable {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, run: @escaping @Sendable () -> Void) {
      self.name = name
      self.run = run
    }
  }
}
