package dev.vmascope.faults;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.operation.PatternHint;
import dev.vmascope.kernellog.history.FaultReport;
import dev.vmascope.kernellog.history.LoggedFault;
import dev.vmascope.mapping.text.Glob;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameters of the list of faults, as they were sent.
record FaultQuery(
    @Parameter(description = "Only faults whose name matches this glob", example = "*")
        @Nullable String name) {
  /// All faults that match, newest first.
  List<LoggedFault> fitting(FaultReport report) {
    Glob names = Parameters.glob("name", name == null ? "*" : name);
    return AnswerWork.over(report.faults().reversed())
        .filter(fault -> names.matches(fault.event().name().name()))
        .toList();
  }

  /// A hint for a name that no fault has.
  Optional<String> hint(FaultReport report) {
    return PatternHint.of(
        "name", name, AnswerWork.over(report.faults()).map(fault -> fault.event().name().name()));
  }

  /// The sort key of a fault. Records of the log are numbered in their order.
  static Long key(LoggedFault fault) {
    return fault.line().sequence().orElse(0);
  }

  static Long parseKey(String cursor) {
    if (!cursor.matches("\\d{1,18}")) {
      throw Parameters.noCursor();
    }
    return Long.parseLong(cursor);
  }
}
