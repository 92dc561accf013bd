import juchu

/// The program `juchu`, whose commands stand in a library of their own.
@main
enum JuchuProgram {
  static func main() { Main.main() }
}
