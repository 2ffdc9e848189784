package dev.vmascope.bench;

import dev.vmascope.systemtest.TestProgram;
import java.nio.file.Path;

/// A C program that reads a file to its end, and nothing else: the kernel's own cost, without the
/// start of a program.
final class ReadLoop implements AutoCloseable {
  /// The name of its times in tables.
  static final String NAME = "a C loop of `read`";

  private final TestProgram program;

  private ReadLoop(TestProgram program) {
    this.program = program;
  }

  static ReadLoop of(Path file) {
    return new ReadLoop(
        TestProgram.start(TestProgram.compile("read-loop", "-O2"), file.toString()));
  }

  /// Reads the file once, and gives the time that this took.
  double nanos() {
    program.send("\n");
    String[] numbers = program.line().split(" ", 2);
    if (Long.parseLong(numbers[0]) == 0) {
      throw new IllegalStateException("nothing to read");
    }
    return Double.parseDouble(numbers[1]);
  }

  @Override
  public void close() {
    program.close();
  }
}
