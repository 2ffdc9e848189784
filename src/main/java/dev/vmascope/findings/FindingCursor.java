package dev.vmascope.findings;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.ProcessSample;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sort key of a finding: by severity, the highest first, then process and rule.
///
/// @param index the number of the finding among those of one rule and process
record FindingCursor(Severity severity, int pid, String rule, int index)
    implements Comparable<FindingCursor> {
  private static final Pattern TEXT =
      Pattern.compile("(low|medium|high)\\.(\\d{1,9})\\.([a-z-]{1,40})\\.(\\d{1,6})");
  private static final Comparator<FindingCursor> ORDER =
      Comparator.comparing(FindingCursor::severity)
          .reversed()
          .thenComparingInt(FindingCursor::pid)
          .thenComparing(FindingCursor::rule)
          .thenComparingInt(FindingCursor::index);

  static FindingCursor of(ProcessSample process, Finding finding, int index) {
    return new FindingCursor(finding.severity(), process.pid(), finding.rule().toString(), index);
  }

  static FindingCursor parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw Parameters.noCursor();
    }
    return new FindingCursor(
        Severity.of(parts.group(1)).orElseThrow(),
        Integer.parseInt(parts.group(2)),
        parts.group(3),
        Integer.parseInt(parts.group(4)));
  }

  @Override
  public int compareTo(FindingCursor other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return severity + "." + pid + "." + rule + "." + index;
  }
}
