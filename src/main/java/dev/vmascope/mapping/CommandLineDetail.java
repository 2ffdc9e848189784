package dev.vmascope.mapping;

import java.util.List;

/// A measure of how much of a command line is shown; the words of configuration.
public enum CommandLineDetail {
  /// Nothing; the file is not read. Configuration may say `false`.
  OFF,
  /// The names of the program and of its options: no value, no other argument.
  NAMES,
  /// All arguments, `***` in place of what looks like a secret. Configuration may say `true`.
  ON;

  /// What is shown of a command line.
  public List<String> of(CommandLine line) {
    return switch (this) {
      case OFF -> List.of();
      case NAMES -> line.names();
      case ON -> line.scrubbed();
    };
  }
}
