package dev.vmascope.spaces;

import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.pasted.PastedListing;
import dev.vmascope.pasted.line.Lack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The fields that a format has nothing for. Their columns are left out, and `unavailable` has
/// entries for them.
final class LackingFields {
  private static final String WHOLE = "send /proc/PID/maps or smaps, which have it";
  private static final String FILES =
      "nothing to be done: rules on deleted files, limits and leaks need the process itself; see …/findings of"
          + " a live one";

  private LackingFields() {}

  /// The columns that are left out.
  static Set<String> columns(Set<Lack> lacks) {
    Set<String> columns = new LinkedHashSet<>();
    lacks.forEach(lack -> columns.addAll(columns(lack)));
    return columns;
  }

  private static List<String> columns(Lack lack) {
    return switch (lack) {
      case PERMISSIONS -> List.of("permissions", "category", "categorySource");
      case OFFSET -> List.of("offset");
      case DEVICE -> List.of("device");
      case INODE -> List.of("inode");
      case SHARING, FOLDERS, NAMES, ANONYMOUS_MAPPINGS, DATA_MAPPINGS, UNMAPPINGS -> List.of();
    };
  }

  /// The entries of a listing.
  static List<UnavailableField> of(PastedListing listing) {
    List<UnavailableField> entries = new ArrayList<>();
    for (String column : columns(listing.lacks())) {
      entries.add(unsupported("mappings[]." + column));
    }
    listing.lacks().forEach(lack -> entries.addAll(partial(lack)));
    if (listing.cut()) {
      entries.add(
          new UnavailableField(
              "mappings[]",
              "partial",
              "the text ends within a mapping, behind line "
                  + listing.toLine()
                  + ": send all of it"));
    }
    if (listing.others() > 0) {
      entries.add(
          new UnavailableField(
              "mappings[]",
              "skipped",
              "the text has "
                  + listing.others()
                  + " more listings, and this is the longest: send each on its own"));
    }
    if (!listing.lacks().contains(Lack.PERMISSIONS)) {
      entries.add(new UnavailableField("findings[]", "skipped", FILES));
    }
    return entries;
  }

  private static List<UnavailableField> partial(Lack lack) {
    return switch (lack) {
      case PERMISSIONS ->
          List.of(
              unsupported("summary.byCategory"),
              unsupported("summary.byPermissions"),
              unsupported("findings"));
      case SHARING ->
          List.of(
              partial(
                  "mappings[].permissions",
                  "the format has no letter for shared or private, and p stands for both: "
                      + WHOLE));
      case FOLDERS ->
          List.of(
              partial(
                  "mappings[].path",
                  "pmap prints only the last part of a path: use pmap -p, or " + WHOLE));
      case NAMES ->
          List.of(
              partial(
                  "mappings[].name",
                  "the format has no names of memory without a file, of the heap and the kernel's own mappings included;"
                      + " kind and category take it for anonymous: use pmap -X, or "
                      + WHOLE));
      case ANONYMOUS_MAPPINGS ->
          List.of(partial("mappings[]", "the format has only mappings of files: " + WHOLE));
      case DATA_MAPPINGS ->
          List.of(
              partial(
                  "mappings[]",
                  "perf record logs only executable mappings without --data: use that, or "
                      + WHOLE));
      case UNMAPPINGS ->
          List.of(
              partial(
                  "mappings[]",
                  "perf logs no munmap and no mremap, exec only with --show-task-events, and not what a parent had mapped"
                      + " before a fork: mappings that are gone may be listed, others may be missing, and the heap may"
                      + " have no name: "
                      + WHOLE));
      case OFFSET, DEVICE, INODE -> List.of();
    };
  }

  /// The reason why a listing of another tool is not stored.
  static String notStored(PastedListing listing) {
    String lacks =
        listing.lacks().stream()
            .map(lack -> lack.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .sorted()
            .collect(Collectors.joining(", "));
    return "a snapshot has the lines of a kernel, and "
        + listing.format()
        + (lacks.isEmpty() ? " prints others" : " lacks " + lacks)
        + ": "
        + WHOLE
        + ", or leave out store";
  }

  private static UnavailableField partial(String field, String remedy) {
    return new UnavailableField(field, "partial", remedy);
  }

  private static UnavailableField unsupported(String field) {
    return new UnavailableField(field, "unsupported", "the format does not have it: " + WHOLE);
  }
}
