package dev.vmascope.kernellog.line;

import static dev.vmascope.kernellog.LogPatterns.NAME;

import dev.vmascope.kernellog.LogPatterns;
import dev.vmascope.kernellog.OomKill;
import dev.vmascope.kernellog.OomKill.Stage;
import dev.vmascope.kernellog.Shortage;
import dev.vmascope.kernellog.Shortage.Constraint;
import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines of the OOM killer (`mm/oom_kill.c`, since Linux 2.6.9). It first names the process
/// that it chose, and then the one that it killed; the first line may be left out
/// (`lib/ratelimit.c`).
final class OomLines {
  private static final String WORDS =
      "(Out of [mM]emory|Memory cgroup out of memory|No available memory)([^:]{0,40}): ";

  private static final String KB = "(\\d{1,15})kB";

  private static final Pattern KILLED =
      LogPatterns.of(
          "(?:",
          WORDS,
          ")?Killed process (\\d{1,10})(?:, UID \\d{1,10},)? \\(",
          NAME,
          "\\)(?:,? UID[ :]\\d{1,10})?[.,]?(?: (?:total-vm|vsz):",
          KB,
          ", anon-rss:",
          KB,
          ", file-rss:",
          KB,
          "(?:, shmem-rss:",
          KB,
          ")?(?:[, ].*)?)?\\s*");

  private static final Pattern CHOSEN =
      LogPatterns.of(
          WORDS,
          "[Kk]ill process (\\d{1,10}) \\(",
          NAME,
          "\\) score -?\\d{1,20} or (?:sacrifice|a) child\\s*");

  private static final Pattern SPARED =
      LogPatterns.of(
          WORDS,
          "OOM victim (\\d{1,10}) \\(",
          NAME,
          "\\) is already exiting\\. Skip killing the task\\s*");

  private static final Pattern DETAILS =
      LogPatterns.of(
          "oom-kill:constraint=([A-Z_]{1,40}),(.*),task=",
          NAME,
          ",pid=(\\d{1,10}),uid=\\d{1,10}\\s*");

  private OomLines() {}

  static Optional<OomKill> chosen(CharSequence text) {
    return chosen(CHOSEN, Stage.CHOSEN_OR_CHILD, text);
  }

  static Optional<OomKill> spared(CharSequence text) {
    return chosen(SPARED, Stage.SPARED, text);
  }

  static Optional<OomKill> killed(CharSequence text) {
    Matcher line = KILLED.matcher(text);
    if (!line.matches() || LogPatterns.id(line.group(3)).isEmpty()) {
      return Optional.empty();
    }
    String shared = line.group(8);
    return Optional.of(
        new OomKill(
            new RawText(line.group(4)),
            LogPatterns.id(line.group(3)).getAsInt(),
            Stage.KILLED,
            Shortage.of(constraint(line.group(1), line.group(2))),
            Optional.empty(),
            Optional.ofNullable(line.group(5))
                .map(all ->
                    new OomKill.Sizes(
                        bytes(all),
                        bytes(line.group(6)),
                        bytes(line.group(7)),
                        shared == null ? OptionalLong.empty() : OptionalLong.of(bytes(shared))))));
  }

  private static Optional<OomKill> chosen(Pattern pattern, Stage stage, CharSequence text) {
    Matcher line = pattern.matcher(text);
    return line.matches() && LogPatterns.id(line.group(3)).isPresent()
        ? Optional.of(
            new OomKill(
                new RawText(line.group(4)),
                LogPatterns.id(line.group(3)).getAsInt(),
                stage,
                Shortage.of(constraint(line.group(1), line.group(2))),
                Optional.empty(),
                Optional.empty()))
        : Optional.empty();
  }

  static Optional<OomKill> details(CharSequence text) {
    Matcher line = DETAILS.matcher(text);
    if (!line.matches() || LogPatterns.id(line.group(4)).isEmpty()) {
      return Optional.empty();
    }
    OomContext context = OomContext.of(line.group(2), line.group(3));
    Optional<Constraint> constraint = constraint(line.group(1));
    return Optional.of(
        new OomKill(
            new RawText(line.group(3)),
            LogPatterns.id(line.group(4)).getAsInt(),
            Stage.CHOSEN,
            new Shortage(
                constraint,
                context.limited().map(RawText::new),
                constraint.flatMap(known -> nodes(context, known)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty()),
            context.cgroup().map(RawText::new),
            Optional.empty()));
  }

  /// Whether a group is another one, or an ancestor of it.
  static boolean isAbove(String group, String other) {
    return other.equals(group) || other.startsWith(group.endsWith("/") ? group : group + "/");
  }

  private static Optional<String> nodes(OomContext context, Constraint constraint) {
    return switch (constraint) {
      case CPUSET -> context.allowed();
      case MEMORY_POLICY -> context.policy();
      case NONE, CGROUP, NO_CGROUP -> Optional.empty();
    };
  }

  private static Optional<Constraint> constraint(String name) {
    return switch (name) {
      case "CONSTRAINT_NONE" -> Optional.of(Constraint.NONE);
      case "CONSTRAINT_CPUSET" -> Optional.of(Constraint.CPUSET);
      case "CONSTRAINT_MEMORY_POLICY" -> Optional.of(Constraint.MEMORY_POLICY);
      case "CONSTRAINT_MEMCG" -> Optional.of(Constraint.CGROUP);
      default -> Optional.empty();
    };
  }

  private static Optional<Constraint> constraint(@Nullable String words, @Nullable String more) {
    if (words == null || more == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (words) {
          case "Memory cgroup out of memory" -> Constraint.CGROUP;
          // Linux 2.6 up to 2.6.35.
          case "No available memory" ->
              more.contains("cpuset") ? Constraint.CPUSET : Constraint.MEMORY_POLICY;
          default -> Constraint.NO_CGROUP;
        });
  }

  private static long bytes(String kilobytes) {
    return Long.parseLong(kilobytes) * 1024;
  }
}
