import Glibc

let program = CommandLine(verbs: [.serve, .initialise, .schema, .validate, .check])
exit(
  program.run(
    Array(Swift.CommandLine.arguments.dropFirst()),
    environment: System.environment,
    output: System.write,
    complaints: System.complain
  )
)
