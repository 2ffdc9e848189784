package dev.vmascope.mapping.secret;

import static dev.vmascope.mapping.secret.SecretValues.HIDDEN;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A scrubber of command lines that puts `***` in place of likely secrets. It recognizes them by
/// the name of the value, by the option before it, or by the form of the value. It may remove too
/// much; a secret that is a plain word, with nothing before it that announces one, stays visible.
public final class SecretScrubber {
  /// The depth to which arguments within arguments are searched (`sh -c "env 'A=b c'"`).
  private static final int DEEPEST = 6;

  private static final Pattern NAMED =
      Pattern.compile("([-/]{0,2}+[\\w.\\[\\]-]++)([=:])(.*+)", Pattern.DOTALL);

  private static final Pattern WORD =
      Pattern.compile("(?:\"(?:\\\\.|[^\"\\\\])*+\"|'[^']*+'|[^\\s\"']|[\"'])++", Pattern.DOTALL);

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.-])([\\w.-]++)([\\\\\"']{0,4}+[=:][\\\\\"']{0,4}+)");

  /// A value of a named part of a connection string, blanks included.
  private static final Pattern PART = Pattern.compile("(?<![\\w.-])([\\w.-]++)=[^;\"'=]++(?=;)");

  /// A path in the usual forms of arguments.
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:app|conf|config|data|dev|etc|home|media|mnt|nix|opt|proc|root|run|secrets|snap|srv|sys|tmp|usr|var)"
              + "/[\\w./:@-]++");

  private static final Pattern ORDINARY_OPTION =
      Pattern.compile("--[a-z][a-z0-9.-]*+(?:=.*+)?", Pattern.DOTALL);

  private static final Pattern OPTION = Pattern.compile("-{1,2}[A-Za-z][\\w.-]*+");

  private final List<String> scrubbed = new ArrayList<>();
  private final int depth;
  private final CommandPlace place = new CommandPlace();
  private Optional<String> announcement = Optional.empty();

  private SecretScrubber(int depth) {
    this.depth = depth;
  }

  /// The arguments, scrubbed.
  public static List<String> scrub(List<String> arguments) {
    return scrub(arguments, 0);
  }

  private static List<String> scrub(List<String> arguments, int depth) {
    SecretScrubber scrubber = new SecretScrubber(depth);
    arguments.forEach(scrubber::add);
    return scrubber.scrubbed;
  }

  private void add(String argument) {
    Optional<String> before = announcement.filter(name -> !isNextOption(name, argument));
    if (before.isPresent() && isScheme(argument)) {
      scrubbed.add(argument);
      return;
    }
    announcement = Optional.empty();
    if (before.isPresent()) {
      addAnnounced(before.get(), argument);
      return;
    }
    place.reach(argument);
    OptionalInt attached = SecretOptions.attached(place.program(), argument);
    if (attached.isPresent() || place.isSecret(argument)) {
      scrubbed.add(argument.substring(0, attached.orElse(0)) + HIDDEN);
      return;
    }
    if (!place.isCommand() && SecretNames.changesOne(argument)) {
      place.hideTheRest();
    }
    announcement = announces(argument) ? Optional.of(argument) : Optional.empty();
    scrubbed.add(scrub(place.withoutItsSecret(argument), depth));
  }

  /// An argument with the form of an option may be a secret that begins with dashes, or an option
  /// indeed: then it may announce one, too.
  private void addAnnounced(String name, String argument) {
    int colon = argument.indexOf(':');
    if (SecretOptions.announcesAFile(place.program(), name)) {
      scrubbed.add(
          colon < 0 ? SecretValues.takeOut(argument) : argument.substring(0, colon + 1) + HIDDEN);
      return;
    }
    if (argument.startsWith("-") && announces(argument)) {
      announcement = Optional.of(argument);
    }
    scrubbed.add(isFile(name, argument) ? SecretValues.takeOut(argument) : HIDDEN);
  }

  /// Whether an argument is the next option: `--auth --port 1` has no secret; behind `--password`
  /// any argument is one.
  private static boolean isNextOption(String name, String argument) {
    return name.startsWith("-")
        ? !SecretNames.containsSurely(name) && ORDINARY_OPTION.matcher(argument).matches()
        : argument.startsWith("-");
  }

  /// Whether the value is the path of a file with the secret: `--private-key
  /// /etc/ssl/private/app.pem`.
  private static boolean isFile(String name, String value) {
    boolean may = SecretNames.mayNameAFile(name) || name.matches("(?:OLD)?PWD");
    return may && PATH.matcher(value).matches();
  }

  private static boolean isScheme(String argument) {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "bearer", "basic", "digest", "negotiate", "token" -> true;
      default -> false;
    };
  }

  private boolean announces(String argument) {
    if (SecretOptions.isSwitch(place.program(), argument)) {
      return false;
    }
    if (SecretOptions.announces(place.program(), argument)
        || SecretOptions.announcesAFile(place.program(), argument)
        || argument.equalsIgnoreCase("bearer")
        || (!place.isCommand() && SecretNames.isAWordForOne(argument))) {
      return true;
    }
    if (argument.endsWith(":")) {
      return SecretNames.contains(argument);
    }
    return OPTION.matcher(argument).matches()
        && SecretNames.contains(argument)
        && !SecretNames.isSwitch(argument);
  }

  private static String scrub(String argument, int depth) {
    if (depth > DEEPEST) {
      return HIDDEN;
    }
    String text = SecretValues.takeOutBlocks(argument);
    if (text.indexOf('=') < 0 && text.indexOf(':') < 0) {
      return withoutNames(text, depth);
    }
    Matcher named = NAMED.matcher(text);
    if (named.matches() && !named.group(3).isEmpty()) {
      String rest = named.group(3);
      boolean header = named.group(2).equals(":");
      if (header ? rest.startsWith(" ") && SecretNames.contains(named.group(1)) : isSecret(named)) {
        return named.group(1) + named.group(2) + (header ? " " : "") + HIDDEN;
      }
      if (!header) {
        return SecretValues.takeOut(named.group(1)) + "=" + scrub(rest, depth + 1);
      }
    }
    boolean hasParts = text.indexOf(';') >= 0;
    return withoutNames(
        hasParts ? PART.matcher(text).replaceAll(SecretScrubber::part) : text, depth);
  }

  /// A text without a name before it, scrubbed.
  private static String withoutNames(String text, int depth) {
    if (isQuoted(text)) {
      String quote = text.substring(0, 1);
      return quote + scrub(text.substring(1, text.length() - 1), depth + 1) + quote;
    }
    return text.chars().anyMatch(Character::isWhitespace) ? words(text, depth) : word(text);
  }

  private static boolean isSecret(MatchResult named) {
    String name = named.group(1);
    String value = named.group(3);
    boolean harmless = value.equals("true") || value.equals("false") || isFile(name, value);
    return !harmless && SecretNames.contains(name);
  }

  private static boolean isQuoted(String text) {
    return text.length() > 1
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(text.length() - 1) == text.charAt(0);
  }

  /// A line of a shell, or any other text, scrubbed: its words as arguments, the text between them
  /// unchanged.
  private static String words(String text, int depth) {
    List<String> words = new ArrayList<>();
    List<String> between = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int end = 0;
    while (word.find()) {
      between.add(text.substring(end, word.start()));
      words.add(word.group());
      end = word.end();
    }
    if (words.equals(List.of(text))) {
      return word(text);
    }
    List<String> scrubbedWords = scrub(words, depth + 1);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      line.append(between.get(i)).append(scrubbedWords.get(i));
    }
    return line.append(text.substring(end)).toString();
  }

  /// One word, scrubbed. It may have names with values within: a query, a document.
  private static String word(String text) {
    if (text.indexOf('=') < 0 && text.indexOf(':') < 0) {
      return SecretValues.takeOut(text);
    }
    StringBuilder hidden = new StringBuilder();
    Matcher name = NAME.matcher(text);
    int end = 0;
    while (end < text.length() && name.find(Math.max(end, name.hasMatch() ? name.end() : 0))) {
      if (isSecret(name.group(1), name.group(2), text, name.end())) {
        hidden.append(text, end, name.end()).append(HIDDEN);
        end = SecretValues.endOfValue(text, name.group(2), name.end());
      }
    }
    return SecretValues.takeOut(hidden.append(text.substring(end)).toString());
  }

  /// Whether the text behind a sign is a secret; behind a colon may be a port, or the rest of a
  /// URL.
  private static boolean isSecret(String name, String sign, String text, int value) {
    return sign.equals(":")
        ? SecretNames.containsSurely(name) && !text.startsWith("//", value)
        : SecretNames.contains(name);
  }

  /// A part of a connection string, scrubbed.
  private static String part(MatchResult part) {
    boolean secret = SecretNames.contains(part.group(1));
    return Matcher.quoteReplacement(secret ? part.group(1) + "=" + HIDDEN : part.group());
  }
}
