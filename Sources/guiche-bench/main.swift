import Glibc

let program = Program(verbs: [.data, .plans, .pages, .run])
exit(program.run(Array(Swift.CommandLine.arguments.dropFirst())))
