package dev.vmascope.http.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The fields before the rows of a page of a list.
public record PageHead(
    @Schema(description = "Number of rows that match the filters, on all pages") int total,
    @Schema(description = "Cursor of the next page; absent on the last page") @Nullable String next,
    @Schema(
            description =
                "Sums of columns over all rows that match the filters, by the name of the column. A row without the value"
                    + " adds nothing. Only on the first page, and only of lists with such columns")
        @Nullable Map<String, Long> totals,
    @Schema(description = "Pattern that would match, where a text without a star matches nothing")
        @Nullable String hint) {
  /// The same fields with a hint, if no row matches.
  public PageHead withHint(Supplier<Optional<String>> found) {
    return total > 0 ? this : new PageHead(total, next, totals, found.get().orElse(null));
  }
}
