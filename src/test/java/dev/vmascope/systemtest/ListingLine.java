package dev.vmascope.systemtest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of maps, taken apart by a regular expression: a second reading of the format, independent
/// of the service's.
///
/// @param start as the service prints it, with `0x` and without padding
public record ListingLine(
    String start,
    String end,
    String permissions,
    String offset,
    String device,
    String inode,
    String name) {
  private static final Pattern LINE =
      Pattern.compile(
          "([0-9a-f]+)-([0-9a-f]+) ([r-][w-][x-][sp]) ([0-9a-f]+) ([0-9a-f]+:[0-9a-f]+) (\\d+) *(.*)",
          Pattern.DOTALL);

  public static List<ListingLine> all(String listing) {
    return listing.lines().map(ListingLine::of).toList();
  }

  private static ListingLine of(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(line);
    }
    return new ListingLine(
        address(matcher.group(1)),
        address(matcher.group(2)),
        matcher.group(3),
        address(matcher.group(4)),
        matcher.group(5),
        matcher.group(6),
        matcher.group(7));
  }

  private static String address(String digits) {
    return "0x" + digits.replaceFirst("^0+(?=.)", "");
  }
}
