package dev.vmascope.http.operation;

import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.sampling.Sample;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A hint for a pattern without a star that matches nothing. It is looked for in one text after
/// another, of which it keeps none.
public final class PatternHint {
  /// The longest text that still makes a glob with two stars.
  private static final int LONGEST = 62;

  private final String parameter;
  private final String pattern;
  private final String wanted;
  private final boolean possible;
  private @Nullable String part;
  private boolean exact;
  private int matching;

  /// @param parameter the name of the parameter
  /// @param pattern the pattern, as it was sent; `null` for none
  public PatternHint(String parameter, @Nullable String pattern) {
    this.parameter = parameter;
    this.pattern = pattern == null ? "" : pattern;
    wanted = this.pattern.toLowerCase(Locale.ROOT);
    possible = !wanted.isEmpty() && wanted.length() <= LONGEST && Glob.isPlain(wanted);
  }

  /// The hint after all of these texts.
  public static Optional<String> of(
      String parameter, @Nullable String pattern, Stream<String> texts) {
    PatternHint hint = new PatternHint(parameter, pattern);
    texts.forEach(hint::add);
    return hint.text();
  }

  /// The hint for the name of a process.
  public static Optional<String> ofProcess(@Nullable String name, Sample sample) {
    return of(
        "name",
        name,
        AnswerWork.over(sample.processes()).map(process -> process.reading().stat().name().text()));
  }

  /// Compares the next text with the pattern.
  public void add(String text) {
    if (!possible) {
      return;
    }
    exact = exact || text.equals(pattern);
    if (part == null) {
      int start = text.toLowerCase(Locale.ROOT).indexOf(wanted);
      int end = start + wanted.length();
      // The lower case of some letters is longer.
      part = start < 0 || end > text.length() ? null : text.substring(start, end);
    }
    matching += part != null && text.contains(part) ? 1 : 0;
  }

  /// The hint, such as `no value is chrom as a whole; 12 contain it: name=*chrom*`; empty if some
  /// text is the pattern, or none contains it, in lower or upper case.
  public Optional<String> text() {
    return exact || part == null
        ? Optional.empty()
        : Optional.of(
            "no value is "
                + pattern
                + " as a whole; "
                + matching
                + (matching == 1 ? " contains it: " : " contain it: ")
                + parameter
                + "=*"
                + part
                + "*");
  }
}
