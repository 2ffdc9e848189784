package dev.vmascope.process;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.ProcessSample;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The place of a process in the list's own order. The largest resident size comes first, ties are
/// by pid, and those without a size come last.
///
/// @param residentBytes the size; -1 for none
record ProcessOrder(long residentBytes, int pid) implements Comparable<ProcessOrder> {
  private static final Pattern CURSOR = Pattern.compile("(-1|\\d{1,18})\\.(\\d{1,9})");

  static ProcessOrder of(ProcessSample process) {
    return new ProcessOrder(process.sizes().bytes(ProcessSize.RESIDENT).orElse(-1), process.pid());
  }

  static ProcessOrder parse(String cursor) {
    Matcher parts = CURSOR.matcher(cursor);
    if (!parts.matches()) {
      throw Parameters.noCursor();
    }
    return new ProcessOrder(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  @Override
  public int compareTo(ProcessOrder other) {
    int bySize = Long.compare(other.residentBytes, residentBytes);
    return bySize != 0 ? bySize : Integer.compare(pid, other.pid);
  }

  /// The cursor of the page that ends with this process.
  @Override
  public String toString() {
    return residentBytes + "." + pid;
  }
}
