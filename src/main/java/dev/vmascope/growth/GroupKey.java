package dev.vmascope.growth;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.CursorText;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.trend.Measure;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The place of a group in the list's own order. The largest resident size comes first, and `other`
/// last. Its text, a cursor, is base64url.
record GroupKey(boolean other, long residentBytes, String name) implements Comparable<GroupKey> {
  private static final int LONGEST = 40;
  private static final Pattern TEXT = Pattern.compile("(?s)(true|false) (\\d{1,18}) (.*)");

  static GroupKey of(GroupSample group) {
    return new GroupKey(
        group.name().equals(GroupSample.OTHER),
        group.value(Measure.RESIDENT).orElse(0),
        distinct(group.name()));
  }

  /// The name, or what tells it from others if it is as long as a path can be: a cursor is part of
  /// a URL.
  private static String distinct(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST)
            + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  static GroupKey parse(String cursor) {
    Matcher parts = TEXT.matcher(CursorText.decode(cursor));
    if (parts.matches()) {
      return new GroupKey(
          parts.group(1).equals("true"), Long.parseLong(parts.group(2)), parts.group(3));
    }
    throw Parameters.noCursor();
  }

  @Override
  public int compareTo(GroupKey that) {
    int byKind = Boolean.compare(other, that.other);
    int bySize = Long.compare(that.residentBytes, residentBytes);
    return byKind != 0 ? byKind : bySize != 0 ? bySize : name.compareTo(that.name);
  }

  @Override
  public String toString() {
    return CursorText.encode(other + " " + residentBytes + " " + name);
  }
}
