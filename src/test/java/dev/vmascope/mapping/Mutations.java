package dev.vmascope.mapping;

import dev.vmascope.mapping.proc.Listings;
import java.util.Random;

/// Damages files at random: bytes changed, added, taken away, runs doubled, the end cut off.
public final class Mutations {
  private static final String LIKELY = " \t\n-:0123456789abcdefrwxps()[]/\\kB\0\u00ff";

  private final Random random;

  /// @param random what chooses the damages
  public Mutations(Random random) {
    this.random = random;
  }

  /// The file with one to four damages.
  public byte[] damaged(byte[] file) {
    StringBuilder text = new StringBuilder(Listings.text(file));
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      damage(text);
    }
    return Listings.bytes(text.toString());
  }

  private void damage(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(20));
    switch (random.nextInt(6)) {
      case 0 -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(any()));
      case 1 -> text.insert(at, any());
      case 2 -> text.delete(at, Math.min(text.length(), at + 1));
      case 3 -> text.insert(at, text.substring(at, end));
      case 4 -> text.insert(at, Long.toUnsignedString(random.nextLong()));
      default -> {
        if (random.nextInt(10) == 0) {
          text.setLength(at);
        } else {
          text.delete(at, end);
        }
      }
    }
  }

  private char any() {
    return random.nextBoolean()
        ? LIKELY.charAt(random.nextInt(LIKELY.length()))
        : (char) random.nextInt(256);
  }
}
