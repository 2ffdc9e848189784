package dev.vmascope.comparison;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.Force;
import dev.vmascope.http.operation.Limit;
import dev.vmascope.procfs.pool.ProcFile;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameters of all differences, as they were sent.
record DiffQuery(
    @Parameter(
            description =
                "Detail of the comparison; smaps compares the memory use, and walks the page tables of running processes."
                    + " The default for two snapshots that have smaps is smaps")
        @Schema(allowableValues = {"maps", "smaps"})
        @Nullable String detail,
    @Force("true: read smaps" + Force.ANYWAY) @Nullable String force,
    @Parameter(description = "Order of the changes: bytes, the largest first; position, as in b")
        @Schema(
            allowableValues = {"bytes", "position"},
            defaultValue = BYTES)
        @Nullable String sort,
    @Limit("Maximum number of rows of each list, 1 to 1000") @Nullable String limit) {
  private static final String BYTES = "bytes";

  /// The listing to read of both.
  ///
  /// @param to empty for a running process
  ProcFile file(NamedSpace from, Optional<NamedSpace> to) {
    // What is stored costs no process anything.
    boolean stored = from.snapshot().isPresent() && to.flatMap(NamedSpace::snapshot).isPresent();
    return detail == null && stored
        ? ProcFile.SMAPS
        : Parameters.detail(detail, ProcFile.MAPS, ProcFile.SMAPS);
  }

  boolean forced() {
    return Parameters.flag(Force.NAME, force);
  }

  boolean largestFirst() {
    if (sort != null && !sort.equals(BYTES) && !sort.equals("position")) {
      throw Parameters.invalid("sort", "expected bytes or position");
    }
    return sort == null || sort.equals(BYTES);
  }

  int rows() {
    return Parameters.limit(limit, Limit.ROWS);
  }
}
