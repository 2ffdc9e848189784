package dev.vmascope.mapping;

import java.util.Random;

/// Writes random listings of every layout that kernels use, with names of any bytes.
public final class RandomListing {
  private static final int[] NAME_COLUMNS = {73, 49, 0};
  private static final String[] STARTS = {"/", "[", "anon_inode:", "\\", "\u00ff", "/memfd:"};
  private static final String[] ENDS = {"", " (deleted)", "]", "  ", "\\012"};

  private final Random random;

  public RandomListing(Random random) {
    this.random = random;
  }

  /// A listing of this many lines, at most thirty, one character per byte.
  public String lines(int count) {
    int hexDigits = random.nextInt(4) == 0 ? 16 : 8;
    int nameColumn = NAME_COLUMNS[random.nextInt(NAME_COLUMNS.length)];
    String unnamedEnd = random.nextBoolean() ? " " : "";
    StringBuilder listing = new StringBuilder();
    long end = (long) random.nextInt(1 << 20) << 12;
    for (int line = 0; line < count; line++) {
      long start = end + (random.nextBoolean() ? 0 : upTo(line == 0 ? 40 : 50 - line) << 12);
      end = start + ((1 + upTo(30)) << 12);
      int from = listing.length();
      listing.append(hex(start, hexDigits)).append('-').append(hex(end, hexDigits)).append(' ');
      listing.append(permissions()).append(' ').append(hex(randomBits(), hexDigits)).append(' ');
      listing.append(hex(upTo(20), 2)).append(':').append(hex(upTo(32), 2)).append(' ');
      listing.append(Long.toUnsignedString(randomBits()));
      if (random.nextInt(3) == 0) {
        listing.append(unnamedEnd);
      } else {
        int prefix = listing.length() - from;
        listing.repeat(' ', Math.max(1, nameColumn - prefix)).append(name());
      }
      listing.append('\n');
    }
    return listing.toString();
  }

  private long upTo(int bits) {
    return random.nextLong() >>> (64 - random.nextInt(1, bits + 1));
  }

  /// Any 64 bits, small ones as often as large ones.
  private long randomBits() {
    return random.nextInt(4) == 0 ? 0 : upTo(63) << random.nextInt(2);
  }

  private static String hex(long value, int leastDigits) {
    String digits = Long.toHexString(value);
    return "0".repeat(Math.max(0, leastDigits - digits.length())) + digits;
  }

  private String permissions() {
    return (random.nextBoolean() ? "r" : "-")
        + (random.nextBoolean() ? "w" : "-")
        + (random.nextBoolean() ? "x" : "-")
        + (random.nextBoolean() ? "s" : "p");
  }

  private String name() {
    StringBuilder name = new StringBuilder(STARTS[random.nextInt(STARTS.length)]);
    for (int i = random.nextInt(40); i > 0; i--) {
      char c = (char) random.nextInt(256);
      name.append(c == '\n' ? ' ' : c);
    }
    return name.append(ENDS[random.nextInt(ENDS.length)]).toString();
  }
}
