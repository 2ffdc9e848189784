package dev.vmascope.fault;

import static dev.vmascope.fault.LogPatterns.NAME;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lines of the OOM killer (`mm/oom_kill.c`). It first says which process it chose, and then which
/// it killed.
final class OomLines {
  private static final Pattern KILLED =
      LogPatterns.of(
          "(?:(Out of memory|Memory cgroup out of memory)[^:]{0,40}: )?Killed process (\\d{1,10}) \\(",
          NAME,
          "\\),?(?: UID \\d{1,10},)? total-vm:(\\d{1,15})kB, anon-rss:(\\d{1,15})kB, file-rss:(\\d{1,15})kB",
          "(?:, shmem-rss:(\\d{1,15})kB)?(?:[, ].*)?");

  private static final Pattern CHOSEN =
      LogPatterns.of(
          "(Out of memory|Memory cgroup out of memory)[^:]{0,40}: Kill process (\\d{1,10}) \\(",
          NAME,
          "\\) score -?\\d{1,5} or sacrifice child\\s*");

  private static final Pattern DETAILS =
      LogPatterns.of(
          "oom-kill:constraint=([A-Z_]{1,40}),(.*),task=",
          NAME,
          ",pid=(\\d{1,10}),uid=\\d{1,10}\\s*");

  private static final Pattern CGROUP = Pattern.compile(".*,task_memcg=(/.*)", Pattern.DOTALL);

  private OomLines() {}

  /// Reads a line; empty if it is none of these.
  static Optional<OomKill> parse(CharSequence text) {
    return killed(text).or(() -> chosen(text)).or(() -> details(text));
  }

  private static Optional<OomKill> killed(CharSequence text) {
    Matcher line = KILLED.matcher(text);
    if (!line.matches() || LogPatterns.id(line.group(2)).isEmpty()) {
      return Optional.empty();
    }
    String shared = line.group(7);
    return Optional.of(
        new OomKill(
            new KernelText(line.group(3)),
            LogPatterns.id(line.group(2)).getAsInt(),
            ofCgroup(line.group(1)),
            Optional.empty(),
            Optional.of(
                new OomKill.Sizes(
                    bytes(line.group(4)),
                    bytes(line.group(5)),
                    bytes(line.group(6)),
                    shared == null ? OptionalLong.empty() : OptionalLong.of(bytes(shared))))));
  }

  private static Optional<OomKill> chosen(CharSequence text) {
    Matcher line = CHOSEN.matcher(text);
    return line.matches() && LogPatterns.id(line.group(2)).isPresent()
        ? Optional.of(
            new OomKill(
                new KernelText(line.group(3)),
                LogPatterns.id(line.group(2)).getAsInt(),
                ofCgroup(line.group(1)),
                Optional.empty(),
                Optional.empty()))
        : Optional.empty();
  }

  private static Optional<OomKill> details(CharSequence text) {
    Matcher line = DETAILS.matcher(text);
    if (!line.matches() || LogPatterns.id(line.group(4)).isEmpty()) {
      return Optional.empty();
    }
    Matcher cgroup = CGROUP.matcher("," + line.group(2));
    return Optional.of(
        new OomKill(
            new KernelText(line.group(3)),
            LogPatterns.id(line.group(4)).getAsInt(),
            Optional.of(line.group(1).equals("CONSTRAINT_MEMCG")),
            cgroup.matches() ? Optional.of(new KernelText(cgroup.group(1))) : Optional.empty(),
            Optional.empty()));
  }

  private static Optional<Boolean> ofCgroup(@Nullable String words) {
    return Optional.ofNullable(words).map(known -> known.startsWith("Memory cgroup"));
  }

  private static long bytes(String kilobytes) {
    return Long.parseLong(kilobytes) * 1024;
  }
}
