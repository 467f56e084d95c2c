import Glibc

let program = CommandLine(verbs: [.serve, .initialise, .check])
exit(
  program.run(
    Array(Swift.CommandLine.arguments.dropFirst()),
    environment: System.environment,
    output: System.write,
    complaints: System.complain
  )
)
