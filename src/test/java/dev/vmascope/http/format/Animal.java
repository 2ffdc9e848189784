package dev.vmascope.http.format;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A row that uses all that a row may: text, numbers, a size, absent values, a record whose fields
/// stand in its place, and one that is absent itself.
public record Animal(
    String name,
    @JsonUnwrapped Size size,
    @Nullable Integer legs,
    @JsonUnwrapped @Nullable Home home) {
  /// How large it is.
  public record Size(long bodyBytes, @Nullable Long tailBytes) {}

  /// Where it lives.
  public record Home(String country, int number) {}

  /// What stands before the rows.
  public record Head(int keeper) {}

  /// What stands behind the rows.
  public record Tail(int count, @Nullable String next) {}

  /// The service's mapper: absent values are left out.
  public static JsonMapper json() {
    return JsonMapper.builder()
        .changeDefaultPropertyInclusion(inclusion ->
            inclusion.withValueInclusion(
                com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
        .build();
  }

  public static Animal named(String name) {
    return new Animal(name, new Size(1536, null), null, null);
  }
}
