import Glibc

let program = Program(verbs: [.data, .plans, .pages])
exit(program.run(Array(Swift.CommandLine.arguments.dropFirst())))
