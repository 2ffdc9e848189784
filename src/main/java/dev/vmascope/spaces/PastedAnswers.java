package dev.vmascope.spaces;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.ResponseWriter;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.row.DescribedRow;
import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.maps.SmapsView;
import dev.vmascope.pasted.PastedListing;
import dev.vmascope.pasted.line.Lack;
import dev.vmascope.sampling.tick.JitAllowList;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// A writer of the answers about posted listings. A listing is parsed twice: for its sums and
/// findings, then row by row.
@Component
class PastedAnswers {
  private final RowWriters listings;
  private final JsonMapper json;
  private final JitAllowList generators;

  PastedAnswers(RowWriters listings, JsonMapper json, JitAllowList generators) {
    this.listings = listings;
    this.json = json;
    this.generators = generators;
  }

  /// @param snapshot the id of the snapshot that the listing was stored as; `null` if it was not
  void write(
      PastedListing listing,
      @Nullable String snapshot,
      Format format,
      boolean addresses,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    PastedHead head = PastedHead.of(listing, snapshot);
    response.setContentType(format.contentType());
    if (!format.hasHead()) {
      response.setHeader("Vmascope-Pasted", json.writeValueAsString(head));
    }
    OutputStream out = response.getOutputStream();
    if (format == Format.TEXT) {
      AnswerWork.over(listing.stream()).transferTo(out);
      return;
    }
    PastedSums sums = PastedSums.of(reader(listing), listing.lacks(), generators.inspector());
    DescribedRow<SmapsView> row =
        SmapsView.rows(LackingFields.columns(listing.lacks()), listing.hasMeasures());
    RowWriter<SmapsView> rows =
        listings.writer(format, out, head, "mappings", ResponseWriter.rows(request, row));
    int count = writeRows(listing, rows, addresses);
    rows.end(
        new PastedTail(
            count,
            PastedTotals.of(sums.summary(), listing.lacks(), addresses),
            sums.findings(),
            sums.generatesCode(),
            unavailable(listing, row, addresses)));
  }

  private static int writeRows(PastedListing listing, RowWriter<SmapsView> rows, boolean addresses)
      throws IOException {
    boolean folders = !listing.lacks().contains(Lack.FOLDERS);
    MappingReader reader = reader(listing);
    Mapping below = null;
    int ordinal = 0;
    for (ClassifiedMapping next = reader.next(); next != null; next = reader.next()) {
      ClassifiedMapping shown = folders ? next : withoutFolder(next);
      rows.row(SmapsView.of(shown, place(ordinal, below, next, addresses)));
      below = next.mapping();
      ordinal++;
    }
    return ordinal;
  }

  private static @Nullable HiddenAddress place(
      int ordinal, @Nullable Mapping below, ClassifiedMapping here, boolean addresses) {
    return addresses ? null : HiddenAddress.of(ordinal, below, here.mapping());
  }

  private static MappingReader reader(PastedListing listing) {
    return listing.reader(AnswerWork::over);
  }

  /// The mapping as its tool prints it: the last part of the path, which the listing in the
  /// kernel's form has a slash before.
  static ClassifiedMapping withoutFolder(ClassifiedMapping listed) {
    Backing backing = listed.backing();
    RawText path = backing.path();
    if (path == null || path.latin1().lastIndexOf('/') != 0) {
      return listed;
    }
    RawText last = new RawText(path.latin1().substring(1));
    return new ClassifiedMapping(
        listed.entry(),
        listed.mapping(),
        new Backing(backing.kind(), last, backing.name(), backing.deleted()),
        listed.category(),
        listed.categorySource());
  }

  private static List<UnavailableField> unavailable(
      PastedListing listing, DescribedRow<SmapsView> row, boolean addresses) {
    List<UnavailableField> unavailable = new ArrayList<>(LackingFields.of(listing));
    if (!addresses) {
      unavailable.addAll(Remedies.hidden(row.hidden("mappings[].")));
      unavailable.addAll(Remedies.hidden("summary.lowest", "summary.highest"));
    }
    return unavailable;
  }
}
