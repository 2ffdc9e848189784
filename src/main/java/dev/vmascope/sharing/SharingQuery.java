package dev.vmascope.sharing;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.operation.CursorText;
import dev.vmascope.http.operation.Page;
import dev.vmascope.http.operation.PageQuery;
import dev.vmascope.http.operation.PagedRows;
import dev.vmascope.http.operation.PatternHint;
import dev.vmascope.http.row.Summed;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The query parameters of the list of mapped objects, as they were sent.
record SharingQuery(
    @Parameter(
            description = "Only objects whose path or name matches this glob: *, ?, […]",
            example = "*/libc.so.6")
        @Nullable String path,
    @Parameter(
            description =
                "Only ELF objects with this build id, hexadecimal; needs a kernel that reports it (Linux 6.11)")
        @Nullable String buildId,
    @Parameter(
            description =
                "true: only objects that no directory has any more; false: only others. Memory that never had a"
                    + " directory (memfd, sysv, shared-anonymous, hugetlb) is in neither, unless kind selects it")
        @Schema(type = "boolean")
        @Nullable String deleted,
    @Parameter(description = "Only objects of this kind; repeat for more")
        @ArraySchema(
            schema =
                @Schema(allowableValues = {"file", "memfd", "sysv", "shared-anonymous", "hugetlb"}))
        @Nullable List<String> kind) {

  private static final Set<MappingKind> KINDS =
      EnumSet.of(
          MappingKind.FILE,
          MappingKind.MEMFD,
          MappingKind.SYSV,
          MappingKind.SHARED_ANONYMOUS,
          MappingKind.HUGETLB);

  private static final Comparator<SharedObject> ORDER =
      Comparator.comparingLong(SharedObject::virtualBytes)
          .reversed()
          .thenComparing(SharingQuery::name);

  /// Rejects invalid parameters, before anything is read.
  void check(PageQuery pages) {
    fitting(List.of());
    page(
        List.of(),
        pages,
        object -> {
          throw new IllegalStateException("there is no object yet: " + object.key());
        });
    if (buildId != null) {
      wantedBuildId();
    }
  }

  /// All objects that match, in order.
  List<SharedObject> fitting(List<SharedObject> objects) {
    Glob glob = Parameters.glob("path", path == null ? "*" : path);
    Set<MappingKind> wanted = wantedKinds();
    boolean onlyDeleted = Parameters.flag("deleted", deleted);
    return AnswerWork.over(objects)
        .filter(object -> wanted.contains(object.key().kind()))
        .filter(object -> deleted == null || isDeleted(object, onlyDeleted))
        .filter(object -> path == null || fits(glob, object))
        .sorted(ORDER)
        .toList();
  }

  /// Whether an object is deleted as requested. Only files can be deleted; the kernel marks memory
  /// without a file so in any case.
  private boolean isDeleted(SharedObject object, boolean wanted) {
    return object.backing().deleted() == wanted
        && (kind != null || object.key().kind() == MappingKind.FILE);
  }

  private Set<MappingKind> wantedKinds() {
    if (kind == null) {
      return KINDS;
    }
    return kind.stream()
        .map(word ->
            MappingKind.of(word)
                .filter(KINDS::contains)
                .orElseThrow(() ->
                    Parameters.invalid(
                        "kind",
                        "expected one of "
                            + KINDS.stream()
                                .map(MappingKind::toString)
                                .collect(Collectors.joining(", ")))))
        .collect(Collectors.toSet());
  }

  private static boolean fits(Glob glob, SharedObject object) {
    return texts(object).anyMatch(glob::matches);
  }

  /// The path and the name of an object, as far as it has them.
  private static Stream<String> texts(SharedObject object) {
    return Stream.of(
            Optional.ofNullable(object.backing().path()),
            Optional.ofNullable(object.backing().name()))
        .flatMap(Optional::stream)
        .map(RawText::text);
  }

  /// A hint for a path that no object has.
  Optional<String> hint(List<SharedObject> objects) {
    return PatternHint.of("path", path, AnswerWork.over(objects).flatMap(SharingQuery::texts));
  }

  /// The requested build id, in lower case.
  String wantedBuildId() {
    String id = buildId == null ? "" : buildId.toLowerCase(Locale.ROOT);
    if (!id.matches("([0-9a-f]{2}){1,64}")) {
      throw Parameters.invalid(
          "buildId", "expected up to 128 hexadecimal digits, two for each byte");
    }
    return id;
  }

  /// The requested page.
  static Page<SharedObject> page(
      List<SharedObject> fitting, PageQuery pages, Function<SharedObject, SharedObjectView> row) {
    return pages.of(
        fitting,
        PagedRows.of(
                Place::of, Place::parse, Comparator.naturalOrder(), SharedObjectView.class, row)
            .summing(Sums.class, Sums::of));
  }

  /// The totals of some objects.
  private record Sums(
      @Summed long mappings, @Summed long virtualBytes, @Summed @Nullable Long mappedBytes) {
    static Sums of(List<SharedObject> objects) {
      long mappings = 0;
      long virtualBytes = 0;
      Long mappedBytes = null;
      for (SharedObject object : objects) {
        AnswerWork.row();
        mappings += object.mappings();
        virtualBytes += object.virtualBytes();
        if (object.isExact()) {
          mappedBytes = object.mappedBytes() + (mappedBytes == null ? 0 : mappedBytes);
        }
      }
      return new Sums(mappings, virtualBytes, mappedBytes);
    }
  }

  /// The sort key of an object: the largest first, then by name.
  private record Place(long virtualBytes, String name) implements Comparable<Place> {
    static Place of(SharedObject object) {
      return new Place(object.virtualBytes(), SharingQuery.name(object));
    }

    static Place parse(String cursor) {
      String plain = CursorText.decode(cursor);
      int space = plain.indexOf(' ');
      if (space > 0) {
        try {
          return new Place(Long.parseLong(plain.substring(0, space)), plain.substring(space + 1));
        } catch (NumberFormatException _) {
          // Falls through to the complaint.
        }
      }
      throw Parameters.noCursor();
    }

    @Override
    public String toString() {
      return CursorText.encode(virtualBytes + " " + name);
    }

    @Override
    public int compareTo(Place other) {
      int bySize = Long.compare(other.virtualBytes, virtualBytes);
      return bySize != 0 ? bySize : name.compareTo(other.name);
    }
  }

  private static String name(SharedObject object) {
    SharedObject.Key key = object.key();
    return key.kind()
        + " "
        + key.device()
        + " "
        + Long.toUnsignedString(key.inode())
        + " "
        + key.namespace()
        + distinction(key.identity().text());
  }

  /// A short digest for what distinguishes objects of one device and inode: a path may be longer
  /// than a URL may be.
  private static String distinction(String text) {
    return text.isEmpty()
        ? ""
        : " " + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
