package dev.vmascope.faults;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.kernellog.history.FaultReport;
import dev.vmascope.kernellog.history.LoggedFault;
import dev.vmascope.mapping.text.Glob;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The query parameters of the list of faults, as they were sent.
record FaultQuery(
    @Parameter(description = "Only faults whose name matches this glob", example = "*")
        @Nullable String name,
    @Parameter(description = "Maximum number of rows, 1 to 1000")
        @Schema(type = "integer", defaultValue = "100")
        @Nullable String limit,
    @Parameter(description = "The value of next from the previous page") @Nullable String after) {
  private static final int DEFAULT_LIMIT = 100;

  /// All faults that match, newest first.
  List<LoggedFault> fitting(FaultReport report) {
    Glob names = Parameters.glob("name", name == null ? "*" : name);
    return AnswerWork.over(report.faults().reversed())
        .filter(fault -> names.matches(fault.event().name().name()))
        .toList();
  }

  /// The requested page.
  List<LoggedFault> page(List<LoggedFault> fitting) {
    OptionalLong last = after == null ? OptionalLong.empty() : OptionalLong.of(sequence(after));
    return fitting.stream()
        .filter(fault -> last.isEmpty() || sequence(fault) < last.getAsLong())
        .limit(Parameters.limit(limit, DEFAULT_LIMIT))
        .toList();
  }

  /// The cursor of a page that ends with this fault. Records of the log are numbered in their
  /// order.
  static String cursor(LoggedFault last) {
    return Long.toString(sequence(last));
  }

  private static long sequence(LoggedFault fault) {
    return fault.line().sequence().orElse(0);
  }

  private static long sequence(String cursor) {
    if (!cursor.matches("\\d{1,18}")) {
      throw Parameters.invalid("after", "expected the value of next from the previous page");
    }
    return Long.parseLong(cursor);
  }
}
