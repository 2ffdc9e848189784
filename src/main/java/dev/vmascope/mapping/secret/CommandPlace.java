package dev.vmascope.mapping.secret;

import java.util.Locale;
import java.util.Set;

/// A position in the arguments of a command, reached one by one. It knows the program that the
/// arguments belong to, and the number of arguments before it that are no options.
final class CommandPlace {
  private static final Set<String> STARTERS =
      Set.of(
          "bash", "busybox", "doas", "env", "exec", "ionice", "nice", "nohup", "perl", "python",
          "python3", "ruby", "setsid", "sh", "stdbuf", "strace", "sudo", "time", "timeout",
          "xargs");

  private static final Set<String> SEPARATORS = Set.of("|", "||", "&", "&&", ";");

  private String program = "";
  private String command = "";
  private boolean leads = true;
  private boolean last;
  private boolean atCommand;
  private int secretsFrom = Integer.MAX_VALUE;
  private int reached;

  /// Goes on to the next argument.
  void reach(String argument) {
    if (last) {
      leads = true;
      command = "";
      secretsFrom = Integer.MAX_VALUE;
    }
    last = SEPARATORS.contains(argument) || argument.endsWith(";");
    String name = argument.substring(argument.lastIndexOf('/') + 1);
    String word = name.toLowerCase(Locale.ROOT);
    if (SecretOptions.areOf(name)) {
      program = name;
    }
    atCommand = leads && !isBeforeAProgram(argument, name);
    if (atCommand) {
      leads = false;
      command = name;
      count(SecretOptions.secretsFrom(command, "").orElse(Integer.MAX_VALUE));
    } else if (SecretOptions.secretsFrom(command, word).isPresent()) {
      count(SecretOptions.secretsFrom(command, word).get());
    } else if (!argument.startsWith("-")) {
      reached++;
    }
  }

  private static boolean isBeforeAProgram(String argument, String name) {
    return STARTERS.contains(name)
        || argument.startsWith("-")
        || argument.indexOf('=') > 0
        || (!argument.isEmpty() && Character.isDigit(argument.charAt(0)));
  }

  private void count(int from) {
    secretsFrom = from;
    reached = 0;
  }

  /// Marks all arguments that follow as secrets, except options.
  void hideTheRest() {
    count(1);
  }

  /// The last program whose options are known, whatever came before it.
  String program() {
    return program;
  }

  /// Whether this is the name of the command, not an argument of it.
  boolean isCommand() {
    return atCommand;
  }

  /// Whether the argument is a secret because of its position.
  boolean isSecret(String argument) {
    return reached >= secretsFrom && !argument.startsWith("-") && !last;
  }

  /// The argument without the secret behind its sign: `scott/***@db`.
  String withoutItsSecret(String argument) {
    String sign = SecretOptions.sign(command);
    int at = sign.isEmpty() || argument.startsWith("-") ? -1 : argument.indexOf(sign);
    if (at <= 0 || at == argument.length() - 1) {
      return argument;
    }
    int host = argument.lastIndexOf('@');
    return argument.substring(0, at + 1)
        + SecretValues.HIDDEN
        + (host > at ? argument.substring(host) : "");
  }
}
