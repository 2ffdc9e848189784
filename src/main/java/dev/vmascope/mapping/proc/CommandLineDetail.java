package dev.vmascope.mapping.proc;

import java.util.List;

/// The part of a command line that is shown; the words of configuration.
public enum CommandLineDetail {
  /// Nothing; the file is not read. Configuration may say `false`.
  OFF,
  /// The names of the program and of its options: no values, no other arguments.
  NAMES,
  /// All arguments, `***` in place of likely secrets. Configuration may say `true`.
  ON;

  /// The shown part of a command line.
  public List<String> of(CommandLine line) {
    return switch (this) {
      case OFF -> List.of();
      case NAMES -> line.names();
      case ON -> line.scrubbed();
    };
  }
}
