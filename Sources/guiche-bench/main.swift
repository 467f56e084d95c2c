import Glibc

let program = Program(verbs: [.data, .plans, .pages, .run, .live, .floor])
exit(program.run(Array(Swift.CommandLine.arguments.dropFirst())))
