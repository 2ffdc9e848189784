package dev.vmascope.spaces;

import dev.vmascope.pasted.PastedListing;
import dev.vmascope.pasted.line.Forgiven;
import dev.vmascope.pasted.line.PastedFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The facts about the text itself.
record PastedHead(
    @Schema(description = "Format of the listing, recognised by its lines", example = "hs-err")
        PastedFormat format,
    @Schema(description = "Lines of the text that have the listing; all others are ignored")
        Lines section,
    @Schema(
            description = "Changes by mail programs and editors that were undone, in words",
            example = "lines begin with '> '")
        List<String> forgiven,
    @Schema(description = "Whether the listing has all that its format prints: it is not cut off")
        boolean complete,
    @Schema(description = "Id of the snapshot with the listing; absent without store=true")
        @Nullable String snapshot) {

  /// A range of lines.
  @Schema(name = "PastedLines")
  record Lines(
      @Schema(description = "First line, counted from 1") int fromLine,
      @Schema(description = "Last line") int toLine) {}

  static PastedHead of(PastedListing listing, @Nullable String snapshot) {
    return new PastedHead(
        listing.format(),
        new Lines(listing.fromLine(), listing.toLine()),
        listing.forgiven().stream().map(Forgiven::words).toList(),
        !listing.cut(),
        snapshot);
  }
}
