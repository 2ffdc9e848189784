package dev.vmascope.http.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields before the rows of a page of a list.
public record PageHead(
    @Schema(description = "Number of rows that match the filters, on all pages") int total,
    @Schema(description = "Cursor of the next page; absent on the last page")
        @Nullable String next) {

  /// The head of a page.
  ///
  /// @param fitting the rows that match the filters, in their order
  /// @param page the rows of the page
  /// @param cursor the cursor of the page that ends with a row; unique for each row
  public static <T> PageHead of(List<T> fitting, List<T> page, Function<T, String> cursor) {
    String last = page.isEmpty() ? null : cursor.apply(page.getLast());
    boolean more = last != null && !last.equals(cursor.apply(fitting.getLast()));
    return new PageHead(fitting.size(), more ? last : null);
  }
}
