package dev.vmascope.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The arguments of `bin/bench`. An argument that is neither a part nor an option is refused.
///
/// This file and the parts need nothing but the JDK, so that `bin/bench` can check them before it
/// compiles anything.
///
/// @param parts in the order in which they were named; all, if none was
/// @param runs how often the parts are measured, in turn
/// @param json a file for all rows, if one is wanted
record BenchArguments(List<Part> parts, int runs, Optional<Path> json) {
  private static final int MOST_RUNS = 99;
  private static final int WRONG_USAGE = 2;

  BenchArguments {
    parts = List.copyOf(parts);
  }

  /// A refused argument; the message is for whoever called the bench.
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String complaint) {
      super(
          complaint
              + "\nusage: bin/bench [--runs N] [--json FILE] [PART...]\n"
              + "parts: "
              + Part.names());
    }
  }

  /// Checks the arguments and does nothing else.
  public static void main(String[] arguments) {
    check(arguments);
  }

  /// The arguments of a program, which ends with a message if one of them is refused.
  static BenchArguments check(String[] arguments) {
    try {
      return parse(Path.of(System.getProperty("bench.folder", "")), Arrays.asList(arguments));
    } catch (RefusedException e) {
      System.err.println("bin/bench: " + e.getMessage());
      System.exit(WRONG_USAGE);
      throw new IllegalStateException(e);
    }
  }

  /// Reads the arguments.
  ///
  /// @param folder the one that the name of a file is relative to
  static BenchArguments parse(Path folder, List<String> arguments) throws RefusedException {
    List<Part> parts = new ArrayList<>();
    Optional<Integer> runs = Optional.empty();
    Optional<Path> json = Optional.empty();
    for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
      String argument = left.next();
      switch (argument) {
        case "--runs" -> {
          once(argument, runs.isPresent());
          runs = Optional.of(number(valueOf(argument, left)));
        }
        case "--json" -> {
          once(argument, json.isPresent());
          json = Optional.of(file(folder.resolve(valueOf(argument, left))));
        }
        default -> {
          Part part = part(argument);
          once(argument, parts.contains(part));
          parts.add(part);
        }
      }
    }
    return new BenchArguments(
        parts.isEmpty() ? List.of(Part.values()) : parts, runs.orElse(1), json);
  }

  private static void once(String argument, boolean seen) throws RefusedException {
    if (seen) {
      throw new RefusedException("'" + argument + "' is there twice");
    }
  }

  private static String valueOf(String option, Iterator<String> left) throws RefusedException {
    if (!left.hasNext()) {
      throw new RefusedException("'" + option + "' needs a value");
    }
    String value = left.next();
    if (value.isEmpty() || value.startsWith("--")) {
      throw new RefusedException("'" + option + "' needs a value, not '" + value + "'");
    }
    return value;
  }

  private static int number(String value) throws RefusedException {
    if (!value.matches("[1-9][0-9]?")) {
      throw new RefusedException("'--runs' is from 1 to " + MOST_RUNS + ", not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  /// A file that can be written when all has been measured.
  private static Path file(Path file) throws RefusedException {
    Path parent = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file)
            ? Files.isRegularFile(file) && Files.isWritable(file)
            : parent != null && Files.isDirectory(parent) && Files.isWritable(parent);
    if (!writable) {
      throw new RefusedException("cannot write '" + file + "'");
    }
    return file;
  }

  private static Part part(String argument) throws RefusedException {
    return Part.named(argument)
        .orElseThrow(() ->
            new RefusedException(
                (argument.startsWith("-") ? "no option '" : "no part '") + argument + "'"));
  }
}
