import Glibc

let program = Program(verbs: [.data, .plans, .pages, .run, .live])
exit(program.run(Array(Swift.CommandLine.arguments.dropFirst())))
