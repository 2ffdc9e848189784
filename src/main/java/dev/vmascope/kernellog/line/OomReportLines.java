package dev.vmascope.kernellog.line;

import static dev.vmascope.kernellog.LogPatterns.NAME;

import dev.vmascope.kernellog.LogPatterns;
import dev.vmascope.kernellog.OomReport;
import dev.vmascope.kernellog.Shortage;
import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of the report before a kill. Sources: `dump_header`, `dump_tasks` (`mm/oom_kill.c`),
/// `mem_cgroup_print_oom_meminfo` (`mm/memcontrol.c`), `show_mem`, and the stack.
public final class OomReportLines {
  /// The shortest line of a report, in characters: a counter, such as `kb 1`.
  public static final int SHORTEST = 4;

  /// The longest name of a counter, in characters.
  private static final int LONGEST_COUNTER = 51;

  /// The number of kilobytes that stands for no limit (`PAGE_COUNTER_MAX`); no group can have more.
  private static final long NO_LIMIT = 1L << 52;

  private static final Pattern HEADER =
      LogPatterns.of(NAME, " invoked oom-killer: gfp_mask=0x[0-9a-f]{1,16}.*");

  private static final Pattern USAGE =
      Pattern.compile(
          "memory: usage (\\d{1,15})kB, limit (\\d{1,16})kB, failcnt \\d{1,20}(?: Memory .*)?\\s*",
          Pattern.DOTALL);

  private static final Pattern VERSION =
      Pattern.compile(
          "(memory\\+swap|swap|kmem): usage (\\d{1,20})kB, limit \\d{1,20}kB, failcnt \\d{1,20}\\s*");

  // Greedy: what stands behind the group has no colon before a blank.
  private static final Pattern STATISTICS =
      Pattern.compile("Memory cgroup stats for (/.*):(?: [a-z_]{1,60}:\\d.*)?\\s*", Pattern.DOTALL);

  private static final String TASK = "Task in ";
  private static final String LIMIT = " killed as a result of limit of ";

  /// Lines that belong to a report at any position and hold nothing that is kept.
  private static final Pattern ROW =
      Pattern.compile(
          "\\[ *(?:\\d{1,10}|pid) *] +(?:uid|\\d{1,10}) +(?:tgid|\\d{1,10}) .{1,200}"
              + "|Tasks state \\(memory values in pages\\):"
              + "|oom_reaper: reaped process \\d.{0,200}"
              + "|Tasks in /.* are going to be killed due to memory\\.oom\\.group set",
          Pattern.DOTALL);

  private static final String STARTS_OF_ROWS = "[To";

  private static final Pattern STACK =
      Pattern.compile(
          "CPU: \\d.*|Hardware name: .*|Call [Tt]race:|</?(?:TASK|IRQ)>|\\[<[0-9a-f]{8,16}>] .*"
              + "|(?:\\? )?[\\w.]{1,128}\\+0x[0-9a-f]{1,8}/0x[0-9a-f]{1,8}.*"
              + "|(?:[RE]IP|[RE]SP|[RE][A-Z0-9]{2}|ORIG_RAX|FS|CS|CR2): .*|Code: .*"
              + "|pgd = .*|\\[[0-9a-f]{8,16}] \\*pgd=.*|task: .*|LR is at .*"
              + "|(?:lr|pc|sp) : .*|pstate: .*|x\\d{1,2}: .*",
          Pattern.DOTALL);

  private static final Pattern COUNTERS =
      Pattern.compile(
          "(?:memory\\+swap|swap|kmem|memory): usage .*|Memory cgroup stats for .*|Mem-Info:.*"
              + "|(?:Node \\d|lowmem_reserve\\[).*"
              + "|\\d{1,15} (?:pages|total pagecache pages).*|(?:Swap cache stats|Free swap|Total swap).*"
              + "|.{0,60}cpuset=.{1,200} mems_allowed=[\\d,-]*",
          Pattern.DOTALL);

  /// The characters of which each line of a stack has one, and each line of counters.
  private static final String MARKS_OF_STACK = ":+>=L";

  private static final String MARKS_OF_COUNTERS = " :[";

  private OomReportLines() {}

  static Optional<OomReport> header(CharSequence text) {
    return HEADER.matcher(text).matches()
        ? Optional.of(new OomReport(true, Optional.empty(), Shortage.UNKNOWN))
        : Optional.empty();
  }

  static Optional<OomReport> usage(CharSequence text) {
    Matcher line = USAGE.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    long limit = Long.parseLong(line.group(2));
    return Optional.of(
        report(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(Long.parseLong(line.group(1)) * 1024),
            limit >= NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(limit * 1024)));
  }

  /// Of the group at its limit first, and then of those below it. It may be called like counters.
  static Optional<OomReport> statistics(CharSequence text) {
    Matcher line = STATISTICS.matcher(text);
    return line.matches()
        ? Optional.of(
            report(
                Optional.empty(),
                Optional.of(line.group(1)),
                OptionalLong.empty(),
                OptionalLong.empty()))
        : Optional.empty();
  }

  static Optional<OomReport> task(CharSequence text) {
    String line = text.toString().stripTrailing();
    if (!line.startsWith(TASK + "/")) {
      return Optional.empty();
    }
    Optional<OomReport> found = Optional.empty();
    for (int at = line.indexOf(LIMIT + "/"); at >= 0; at = line.indexOf(LIMIT + "/", at + 1)) {
      String group = line.substring(TASK.length(), at);
      String limited = line.substring(at + LIMIT.length());
      if (OomLines.isAbove(limited, group)) {
        if (found.isPresent()) {
          return Optional.of(
              report(
                  Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty()));
        }
        found =
            Optional.of(
                report(
                    Optional.of(group),
                    Optional.of(limited),
                    OptionalLong.empty(),
                    OptionalLong.empty()));
      }
    }
    return found;
  }

  /// Of version 2 only that kernel writes `swap:`; the others count both in version 1 alone, and
  /// write them, as 0, in version 2 too (up to Linux 5.2).
  static Optional<OomReport> version(CharSequence text) {
    Matcher line = VERSION.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    boolean second = line.group(1).equals("swap");
    boolean first = !second && !line.group(2).chars().allMatch(digit -> digit == '0');
    return Optional.of(
        new OomReport(
            false,
            Optional.empty(),
            new Shortage(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                second ? OptionalInt.of(2) : first ? OptionalInt.of(1) : OptionalInt.empty())));
  }

  private static OomReport report(
      Optional<String> cgroup, Optional<String> limited, OptionalLong usage, OptionalLong limit) {
    return new OomReport(
        false,
        cgroup.map(RawText::new),
        new Shortage(
            Optional.empty(),
            limited.map(RawText::new),
            Optional.empty(),
            usage,
            limit,
            OptionalInt.empty()));
  }

  /// Whether a line belongs to a report at any position.
  public static boolean isRow(String text) {
    return !text.isEmpty()
        && STARTS_OF_ROWS.indexOf(text.charAt(0)) >= 0
        && ROW.matcher(text).matches();
  }

  /// Whether a line has the form of registers or of a stack, which a fault may have too.
  public static boolean isOfStack(CharSequence text) {
    return hasOneOf(text, MARKS_OF_STACK) && STACK.matcher(text).matches();
  }

  /// Whether a line has the form of counters of a group, a node or a zone.
  public static boolean isCounter(CharSequence text) {
    return isNamedNumber(text)
        || (hasOneOf(text, MARKS_OF_COUNTERS) && COUNTERS.matcher(text).matches());
  }

  /// Whether a text begins with a counter's name and a digit: `anon 4096`, `kb 1`.
  private static boolean isNamedNumber(CharSequence text) {
    int end = 0;
    while (end < text.length() && end <= LONGEST_COUNTER && isOfCounter(text.charAt(end), end)) {
      end++;
    }
    return end >= 2
        && end <= LONGEST_COUNTER
        && end + 1 < text.length()
        && (text.charAt(end) == ' ' || text.charAt(end) == ':')
        && LineScanner.isDigit(text.charAt(end + 1));
  }

  private static boolean isOfCounter(char character, int at) {
    return (character >= 'a' && character <= 'z')
        || (at > 0 && (LineScanner.isDigit(character) || character == '_' || character == '+'));
  }

  private static boolean hasOneOf(CharSequence text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
