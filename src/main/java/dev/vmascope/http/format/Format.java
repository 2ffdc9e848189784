package dev.vmascope.http.format;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/// The formats of a listing.
public enum Format {
  /// One JSON document.
  JSON("application/json"),
  /// A JSON document per line: the rows, then the other fields.
  NDJSON("application/x-ndjson"),
  /// RFC 4180 with a header line.
  CSV("text/csv;charset=UTF-8"),
  /// The kernel's own bytes.
  TEXT("text/plain"),
  /// A table for people at a shell: aligned columns, sizes with units.
  TABLE("text/plain;charset=UTF-8"),
  /// The same with all columns, for a wide terminal.
  WIDE("text/plain;charset=UTF-8");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  /// The content type of a response in this format.
  public String contentType() {
    return mediaType;
  }

  /// Whether this format has fields beside its rows: a head and a tail.
  public boolean hasHead() {
    return this == JSON || this == NDJSON;
  }

  /// Whether a response in this format has colours.
  ///
  /// @param parameter the parameter `color`
  /// @throws dev.vmascope.http.problem.ProblemException if it is no truth value, or if it is true
  ///   for another format than a table
  boolean isColoured(@Nullable String parameter) {
    boolean table = this == TABLE || this == WIDE;
    boolean coloured = "true".equals(parameter);
    if (parameter != null && (coloured ? !table : !parameter.equals("false"))) {
      throw Problem.of(
              ProblemCode.INVALID_PARAMETER,
              coloured
                  ? "color: only tables have colours, with format=table or format=wide."
                  : "color: expected true or false.")
          .with("parameter", "color")
          .exception();
    }
    return coloured;
  }

  /// The value of the parameter `format`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The requested format: the parameter `format`, else the header `Accept`, else JSON.
  ///
  /// @param offered the formats of the operation
  /// @throws dev.vmascope.http.problem.ProblemException if another one is requested
  public static Format of(
      @Nullable String parameter, @Nullable String accept, Set<Format> offered) {
    if (parameter != null) {
      return Arrays.stream(values())
          .filter(format -> format.toString().equals(parameter) && offered.contains(format))
          .findFirst()
          .orElseThrow(() ->
              Problem.of(
                      ProblemCode.INVALID_PARAMETER,
                      "format must be one of " + words(offered) + " here.")
                  .with("parameter", "format")
                  .exception());
    }
    List<MediaType> accepted = accepted(accept);
    Set<Format> allowed =
        offered.stream()
            .filter(format -> accepted.stream().noneMatch(format::isRefusedBy))
            .collect(Collectors.toSet());
    return accepted.stream()
        .flatMap(range -> first(range, allowed).stream())
        .findFirst()
        .orElseThrow(() ->
            Problem.of(
                    ProblemCode.NOT_ACCEPTABLE,
                    "None of the media types in Accept is available. Formats: "
                        + words(offered)
                        + "; the parameter format=… overrides Accept.")
                .exception());
  }

  /// Whether a range other than `*/*` gives `q=0` to this format.
  private boolean isRefusedBy(MediaType range) {
    return range.getQualityValue() == 0
        && !range.isWildcardType()
        && range.includes(MediaType.parseMediaType(mediaType));
  }

  private static String words(Set<Format> formats) {
    return formats.stream().sorted().map(Format::toString).collect(Collectors.joining(", "));
  }

  /// The media types of an Accept header, best first.
  private static List<MediaType> accepted(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return List.of(MediaType.ALL);
    }
    try {
      List<MediaType> types = MediaType.parseMediaTypes(accept);
      MimeTypeUtils.sortBySpecificity(types);
      types.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
      return types;
    } catch (InvalidMediaTypeException | InvalidMimeTypeException _) {
      return List.of();
    }
  }

  private static Optional<Format> first(MediaType range, Set<Format> offered) {
    // Browsers ask for HTML, which no listing has: they get the default.
    boolean anything = range.equalsTypeAndSubtype(MediaType.TEXT_HTML);
    // Tables have no media type of their own.
    return offered.stream()
        .sorted()
        .filter(format -> format != TABLE && format != WIDE)
        .filter(format -> range.getQualityValue() > 0)
        .filter(format -> anything || range.includes(MediaType.parseMediaType(format.mediaType)))
        .findFirst();
  }
}
