package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.secret.OptionNames;
import dev.vmascope.mapping.secret.SecretScrubber;
import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.List;

/// The arguments of a process, from `/proc/<pid>/cmdline`. The process can change them, and they
/// may hold any byte.
///
/// @param arguments in order, the name of the program first; shown only as [#scrubbed()] or
///   [#names()]
/// @param complete whether no argument is missing or cut
public record CommandLine(List<RawText> arguments, boolean complete) {
  /// The maximum number of bytes read from the file; programs may have megabytes of arguments.
  public static final int LONGEST = 1 << 16;

  public CommandLine {
    arguments = List.copyOf(arguments);
  }

  /// Parses the file: each argument ends with a NUL (`fs/proc/base.c`, `get_mm_cmdline`); in a
  /// process that wrote over its arguments the last one may not.
  ///
  /// @param complete whether these are all bytes of the file
  public static CommandLine parse(byte[] file, boolean complete) {
    List<RawText> arguments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= file.length; i++) {
      boolean ends = i == file.length ? start < i : file[i] == 0;
      if (ends) {
        arguments.add(RawText.of(file, start, i));
        start = i + 1;
      }
    }
    return new CommandLine(arguments, complete);
  }

  /// The arguments as text, with `***` in place of likely secrets.
  public List<String> scrubbed() {
    return SecretScrubber.scrub(texts());
  }

  /// The names of the program and of its options, in order; nothing else.
  public List<String> names() {
    return OptionNames.of(texts());
  }

  private List<String> texts() {
    return arguments.stream().map(RawText::text).toList();
  }
}
