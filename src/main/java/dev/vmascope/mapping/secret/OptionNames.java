package dev.vmascope.mapping.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of a program and of its options, taken from its arguments. They are `--name` of
/// `--name=value`, and only the first letter behind a single dash, as the value may follow it
/// without a gap (`-psecret`). An argument that may itself be a secret, since an option before asks
/// for one, is left out.
public final class OptionNames {
  /// The form of a program's name; a process that writes a title over its arguments puts more
  /// behind it.
  private static final Pattern PROGRAM = Pattern.compile("-?+[A-Za-z0-9_./+()-]{1,255}+:?+");

  private static final Pattern LONG =
      Pattern.compile("--[A-Za-z][A-Za-z0-9._-]{0,63}+(?=[=:]|\\z)");
  private static final Pattern SHORT = Pattern.compile("-[A-Za-z0-9]");

  private OptionNames() {}

  /// The names of a program and of its options.
  ///
  /// @param arguments the arguments, the name of the program first
  public static List<String> of(List<String> arguments) {
    List<String> names = new ArrayList<>();
    List<String> scrubbed = SecretScrubber.scrub(arguments);
    for (int i = 0; i < scrubbed.size() && !arguments.get(i).equals("--"); i++) {
      String shown = scrubbed.get(i);
      if (i == 0) {
        names.add(program(shown));
      } else if (!shown.equals(SecretValues.HIDDEN)) {
        add(names, LONG.matcher(shown));
        add(names, SHORT.matcher(shown));
      }
    }
    return names;
  }

  private static String program(String shown) {
    int blank = 0;
    while (blank < shown.length() && !Character.isWhitespace(shown.charAt(blank))) {
      blank++;
    }
    String name = shown.substring(0, blank);
    return PROGRAM.matcher(name).matches() ? name : SecretValues.HIDDEN;
  }

  private static void add(List<String> names, Matcher name) {
    if (name.lookingAt()) {
      names.add(name.group());
    }
  }
}
