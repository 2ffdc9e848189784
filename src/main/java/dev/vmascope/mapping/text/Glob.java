package dev.vmascope.mapping.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A glob pattern that matches a whole text, case-sensitive. `*` is any run of characters, `?` any
/// one, `[…]` one of a set (`[a-z]`, `[!a]`). A `[` without its `]` stands for itself, as in a
/// shell. All ways to match are followed at once, one bit for each position in the pattern: a
/// character of the text costs one step for every 64 of the pattern, however many stars there are.
public final class Glob {
  private static final int ASCII = 128;

  /// The number of characters in the pattern that are no stars.
  private final int length;

  /// The positions before which any run of characters may stand, one bit each.
  private final long[] stars;

  /// The starts of the character ranges that match the same positions, ascending, from 0.
  private final int[] rangeStarts;

  /// The positions that a character matches, by its range.
  private final long[][] fits;

  /// The same for the characters that most texts consist of.
  private final long[][] asciiFits = new long[ASCII][];

  /// The positions read from a pattern.
  private static final class Places {
    private final List<IntPredicate> fits = new ArrayList<>();
    private final List<Integer> stars = new ArrayList<>();

    /// Every character at which the matching positions may change.
    private final List<Integer> borders = new ArrayList<>(List.of(0));

    void add(int from, int to) {
      add(c -> from <= c && c <= to);
      border(from, to);
    }

    void add(IntPredicate place) {
      fits.add(place);
    }

    void border(int from, int to) {
      borders.add(from);
      borders.add(to + 1);
    }
  }

  /// Whether a pattern has no wildcard, so that it matches itself alone.
  public static boolean isPlain(String pattern) {
    return pattern.chars().noneMatch(c -> "*?[".indexOf(c) >= 0);
  }

  /// Compiles a pattern; every text is one.
  public Glob(String pattern) {
    Places places = places(pattern.codePoints().toArray());
    length = places.fits.size();
    stars = new long[length / Long.SIZE + 1];
    places.stars.forEach(place -> set(stars, place));
    rangeStarts = places.borders.stream().mapToInt(Integer::intValue).distinct().sorted().toArray();
    fits = Arrays.stream(rangeStarts).mapToObj(c -> fitting(places, c)).toArray(long[][]::new);
    IntStream.range(0, ASCII).forEach(c -> asciiFits[c] = fits[range(c)]);
  }

  private static Places places(int[] characters) {
    Places places = new Places();
    int at = 0;
    while (at < characters.length) {
      int character = characters[at];
      int close = closing(characters, at);
      if (close > 0) {
        addSet(places, characters, at + 1, close);
        at = close;
      } else if (character == '*') {
        places.stars.add(places.fits.size());
      } else if (character == '?') {
        places.add(_ -> true);
      } else {
        places.add(character, character);
      }
      at++;
    }
    return places;
  }

  /// The index of the `]` of the set that starts here; -1 if there is none. A `]` in the first
  /// place belongs to the set.
  private static int closing(int[] characters, int open) {
    if (characters[open] != '[') {
      return -1;
    }
    boolean negated = open + 1 < characters.length && characters[open + 1] == '!';
    for (int at = open + (negated ? 3 : 2); at < characters.length; at++) {
      if (characters[at] == ']') {
        return at;
      }
    }
    return -1;
  }

  private static void addSet(Places places, int[] characters, int from, int to) {
    boolean negated = characters[from] == '!';
    IntPredicate members = _ -> false;
    int at = negated ? from + 1 : from;
    while (at < to) {
      boolean range = at + 2 < to && characters[at + 1] == '-';
      int low = characters[at];
      int high = range ? characters[at + 2] : low;
      members = members.or(c -> low <= c && c <= high);
      places.border(low, high);
      at += range ? 3 : 1;
    }
    places.add(negated ? members.negate() : members);
  }

  private static long[] fitting(Places places, int character) {
    long[] fitting = new long[places.fits.size() / Long.SIZE + 1];
    for (int place = 0; place < places.fits.size(); place++) {
      if (places.fits.get(place).test(character)) {
        set(fitting, place);
      }
    }
    return fitting;
  }

  private static void set(long[] bits, int bit) {
    bits[bit / Long.SIZE] |= 1L << bit;
  }

  private int range(int character) {
    int found = Arrays.binarySearch(rangeStarts, character);
    return found >= 0 ? found : -found - 2;
  }

  /// Whether the whole text matches.
  public boolean matches(String text) {
    // A bit is set where the text so far fits all places before it.
    long[] reached = new long[stars.length];
    reached[0] = 1;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      if (!step(reached, character < ASCII ? asciiFits[character] : fits[range(character)])) {
        return false;
      }
      at += Character.charCount(character);
    }
    return (reached[length / Long.SIZE] & (1L << length)) != 0;
  }

  /// @return whether any way to match is left
  private boolean step(long[] reached, long[] fitting) {
    long carried = 0;
    long any = 0;
    for (int word = 0; word < reached.length; word++) {
      long before = reached[word];
      long fitted = before & fitting[word];
      reached[word] = (fitted << 1) | carried | (before & stars[word]);
      carried = fitted >>> (Long.SIZE - 1);
      any |= reached[word];
    }
    return any != 0;
  }
}
