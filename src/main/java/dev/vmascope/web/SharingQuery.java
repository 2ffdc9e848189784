package dev.vmascope.web;

import dev.vmascope.mapping.Glob;
import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.SharedObject;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parameters of the list of objects, as they were sent.
record SharingQuery(
    @Parameter(
            description = "Only objects whose path or name fits this glob: *, ?, […]",
            example = "*/libc.so.6")
        @Nullable String path,
    @Parameter(
            description =
                "Only the ELF objects of this build id, hexadecimal; needs a kernel that tells it (Linux 6.11)")
        @Nullable String buildId,
    @Parameter(
            description = "true: only objects that no directory holds any more; false: only others")
        @Schema(type = "boolean")
        @Nullable String deleted,
    @Parameter(description = "Only objects of this kind")
        @Schema(allowableValues = {"file", "memfd", "sysv", "shared-anonymous", "hugetlb"})
        @Nullable String kind,
    @Parameter(description = "At most this many; 1 to 1000")
        @Schema(type = "integer", defaultValue = "100")
        @Nullable String limit,
    @Parameter(description = "The cursor next of the answer before") @Nullable String after) {
  private static final int DEFAULT_LIMIT = 100;

  private static final Comparator<SharedObject> ORDER =
      Comparator.comparingLong(SharedObject::virtualBytes)
          .reversed()
          .thenComparing(SharingQuery::name);

  /// All that fit, in order.
  List<SharedObject> fitting(List<SharedObject> objects) {
    Glob glob = Parameters.glob("path", path == null ? "*" : path);
    Optional<MappingKind> wanted =
        kind == null
            ? Optional.empty()
            : Optional.of(
                MappingKind.of(kind)
                    .orElseThrow(() -> Parameters.invalid("kind", "expected a kind of object")));
    boolean onlyDeleted = Parameters.flag("deleted", deleted);
    return objects.stream()
        .filter(object -> wanted.isEmpty() || wanted.get() == object.key().kind())
        .filter(object -> deleted == null || object.backing().deleted() == onlyDeleted)
        .filter(object -> path == null || fits(glob, object))
        .sorted(ORDER)
        .toList();
  }

  private static boolean fits(Glob glob, SharedObject object) {
    KernelText ownPath = object.backing().path();
    KernelText ownName = object.backing().name();
    return (ownPath != null && glob.matches(ownPath.text()))
        || (ownName != null && glob.matches(ownName.text()));
  }

  /// The build id that was asked for, in lower case.
  String wantedBuildId() {
    String id = buildId == null ? "" : buildId.toLowerCase(Locale.ROOT);
    if (!id.matches("([0-9a-f]{2}){1,64}")) {
      throw Parameters.invalid(
          "buildId", "expected up to 128 hexadecimal digits, two for each byte");
    }
    return id;
  }

  /// The part that was asked for.
  List<SharedObject> page(List<SharedObject> fitting) {
    String end = after == null ? "" : decoded(after);
    List<SharedObject> rest =
        after == null
            ? fitting
            : fitting.stream().filter(object -> place(object).compareTo(end) > 0).toList();
    return rest.stream().limit(Parameters.limit(limit, DEFAULT_LIMIT)).toList();
  }

  /// The cursor of the page that ends with this object.
  static String cursor(SharedObject last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place(last).getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw Parameters.invalid("after", "expected the cursor next of an answer");
    }
  }

  /// Texts that are in the order of objects: the largest first.
  private static String place(SharedObject object) {
    return String.format(Locale.ROOT, "%019d ", Long.MAX_VALUE - object.virtualBytes())
        + name(object);
  }

  private static String name(SharedObject object) {
    SharedObject.Key key = object.key();
    return key.kind() + " " + key.device() + " " + key.inode() + " " + key.namespace();
  }
}
