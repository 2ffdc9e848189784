package dev.vmascope.http.api;

import dev.vmascope.container.Attribution;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.procfs.pool.ProcFile;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/// The parsers of request parameters. An invalid value becomes a problem that names the parameter
/// and what it expects.
public final class Parameters {
  private static final Pattern SIZE =
      Pattern.compile("\\A(\\d{1,18})(?:([KMGT])(?:i?B)?|B)?\\z", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_TEXT = 256;
  private static final int LONGEST_GLOB = 64;
  private static final int MOST_STARS = 8;
  private static final int LARGEST_LIMIT = 1_000;

  private Parameters() {}

  public static ProblemException invalid(String parameter, String expected) {
    return Problem.of(ProblemCode.INVALID_PARAMETER, parameter + ": " + expected + ".")
        .with("parameter", parameter)
        .exception();
  }

  /// The problem of a text that is not the cursor of a page.
  public static ProblemException noCursor() {
    return invalid("after", "expected the value of next from the previous page");
  }

  /// The pid in a path: a positive decimal of 32 bit.
  static int pid(String text) {
    boolean valid = text.matches("[1-9]\\d{0,9}") && Long.parseLong(text) <= Integer.MAX_VALUE;
    if (!valid) {
      throw invalid(
          "pid",
          "expected a positive decimal number of at most 32 bits, self, or a name that begins with a letter");
    }
    return Integer.parseInt(text);
  }

  /// The value of a parser that throws [IllegalArgumentException] with what it expected.
  public static <T> T parse(String parameter, String value, Function<String, T> reader) {
    try {
      return reader.apply(value);
    } catch (NumberFormatException _) {
      throw invalid(parameter, "expected a number");
    } catch (IllegalArgumentException e) {
      throw invalid(parameter, String.valueOf(e.getMessage()));
    }
  }

  /// A glob of bounded length, since matching takes time for each character of each text. One
  /// without wildcards, such as a whole path, may be longer.
  public static Glob glob(String parameter, String value) {
    if (value.length() > (Glob.isPlain(value) ? LONGEST_TEXT : LONGEST_GLOB)
        || value.chars().filter(c -> c == '*').count() > MOST_STARS) {
      throw invalid(
          parameter,
          "expected a glob of at most %d characters with at most %d stars, or a text of at most %d"
              .formatted(LONGEST_GLOB, MOST_STARS, LONGEST_TEXT));
    }
    return new Glob(value);
  }

  /// The file of a detail.
  ///
  /// @param files the available files; the first is the default
  public static ProcFile detail(@Nullable String value, ProcFile... files) {
    if (value == null) {
      return files[0];
    }
    for (ProcFile file : files) {
      if (detailOf(file).equals(value)) {
        return file;
      }
    }
    throw invalid(
        "detail",
        "expected one of "
            + Arrays.stream(files).map(Parameters::detailOf).collect(Collectors.joining(", ")));
  }

  /// The detail of a file, as clients name it.
  public static String detailOf(ProcFile file) {
    return switch (file) {
      case SMAPS_ROLLUP -> "rollup";
      case NUMA_MAPS -> "numa";
      case PAGEMAP -> "pages";
      default -> file.fileName();
    };
  }

  /// A switch: `true`, `false`, or absent.
  public static boolean flag(String parameter, @Nullable String value) {
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw invalid(parameter, "expected true or false");
    }
    return "true".equals(value);
  }

  /// Whether the client accepts incomplete listings in formats that cannot say so.
  public static boolean partialAllowed(@Nullable String partial) {
    if (partial != null && !partial.equals("allow")) {
      throw invalid("partial", "expected allow, or nothing");
    }
    return partial != null;
  }

  /// The largest number of rows: 1 to 1000.
  public static int limit(@Nullable String limit, int otherwise) {
    return limit == null ? otherwise : (int) number("limit", limit, 1, LARGEST_LIMIT);
  }

  /// The start time that a process must have, in clock ticks after boot; `null` for any.
  public static @Nullable Long startTicks(@Nullable String value) {
    return value == null ? null : number("startTicks", value, 0, Long.MAX_VALUE);
  }

  /// A time: ISO 8601 (`PT15M`) or a number with a unit (`15m`).
  public static Duration duration(String parameter, String value, Duration least, Duration most) {
    Duration duration = parse(parameter, value, DurationStyle::detectAndParse);
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw invalid(
          parameter,
          "expected a time from %ds to %ds, as in 90s, 15m or PT15M"
              .formatted(least.toSeconds(), most.toSeconds()));
    }
    return duration;
  }

  /// A whole number in a range.
  public static long number(String parameter, String value, long least, long most) {
    String expected = "expected a whole number from " + least + " to " + most;
    if (!value.matches("\\d{1,19}")) {
      throw invalid(parameter, expected);
    }
    // Nineteen digits may pass 2^63: then they are negative here, and too large in any case.
    long number = Long.parseUnsignedLong(value);
    if (number < least || number > most) {
      throw invalid(parameter, expected);
    }
    return number;
  }

  /// A size: a whole number of bytes (`1048576`), or of a unit (`1MiB`, `1M`).
  public static long bytes(String parameter, String value) {
    Matcher size = SIZE.matcher(value);
    if (size.matches()) {
      String unit = Objects.requireNonNullElse(size.group(2), "").toUpperCase(Locale.ROOT);
      int shift = unit.isEmpty() ? 0 : 10 * ("KMGT".indexOf(unit) + 1);
      long number = Long.parseLong(size.group(1));
      if (number <= Long.MAX_VALUE >> shift) {
        return number << shift;
      }
    }
    throw invalid(
        parameter,
        "expected a size below 8 EiB, in bytes or with a unit, as in 1048576, 1MiB or 1M");
  }

  /// Whether the container, pod or unit of a process matches a glob; always true without one.
  public static Predicate<Attribution> within(
      String parameter, @Nullable String value, Function<Attribution, Optional<String>> place) {
    if (value == null) {
      return _ -> true;
    }
    Glob glob = glob(parameter, value);
    return attribution -> place.apply(attribution).filter(glob::matches).isPresent();
  }
}
