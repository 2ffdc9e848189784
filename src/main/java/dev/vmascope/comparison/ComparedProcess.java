package dev.vmascope.comparison;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import org.jspecify.annotations.Nullable;

/// A process that a parameter names: `4242`, `self`, or `4242@6941687` with its start time.
///
/// @param startTicks the start time that it must have, in clock ticks after boot; `null` for any
record ComparedProcess(int pid, @Nullable Long startTicks) {
  private static final String EXPECTED =
      "expected a process: a pid or self, and @startTicks for a process that started then, as in"
          + " 4242@6941687; nothing else can be compared";

  static ComparedProcess of(String parameter, @Nullable String text, ProcessAccess processes) {
    if (text == null || !text.matches("(self|\\d{1,10})(@\\d{1,19})?")) {
      throw Parameters.invalid(parameter, EXPECTED);
    }
    int at = text.indexOf('@');
    int pid = processes.pid(at < 0 ? text : text.substring(0, at));
    return new ComparedProcess(
        pid,
        at < 0
            ? null
            : Long.valueOf(
                Parameters.number(parameter, text.substring(at + 1), 0, Long.MAX_VALUE)));
  }

  /// Its listing, which the caller must close.
  ComparedListing read(ProcessAccess processes) {
    return new ComparedListing(pid, processes.readMaps(pid, startTicks));
  }
}
