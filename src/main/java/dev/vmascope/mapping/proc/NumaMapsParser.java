package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.NumaEntry;
import dev.vmascope.mapping.text.ByteLines;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line-by-line parser of `/proc/<pid>/numa_maps`. Sources: `show_numa_map`,
/// `fs/proc/task_mmu.c`; `mpol_to_str`, `mm/mempolicy.c`. More of a path is escaped than in `maps`:
/// newline, blank, tab and `=` are three octal digits behind a backslash. A backslash is not
/// escaped, so `\040` is a blank or those four characters.
public final class NumaMapsParser {
  private static final Set<String> COUNTS =
      Set.of("anon", "dirty", "mapped", "mapmax", "swapcache", "active", "writeback");
  private static final Pattern FIELD = Pattern.compile("([A-Za-z_]+)(\\d{0,9})=(.*)");
  private static final Pattern THREAD_STACK = Pattern.compile("stack:\\d{1,10}");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,17}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(011|012|040|075)");
  private static final long LARGEST_PAGES = Long.MAX_VALUE >> 32;

  private final ByteLines lines;
  private final boolean brokeOff;
  private @Nullable NumaEntry ahead;
  private boolean begun;

  /// A parser at the start of a listing.
  ///
  /// @param source the name of the listing in complaints
  /// @param brokeOff whether the kernel broke off before the end: then the last line is left out,
  ///   since it may be cut
  public NumaMapsParser(InputStream listing, String source, boolean brokeOff) {
    lines = new ByteLines(listing, source);
    this.brokeOff = brokeOff;
  }

  /// All entries of a listing.
  ///
  /// @throws MalformedException if it is not a numa_maps listing
  public static List<NumaEntry> parse(byte[] listing, String source) {
    NumaMapsParser parser = new NumaMapsParser(new ByteArrayInputStream(listing), source, false);
    List<NumaEntry> parsed = new ArrayList<>();
    try {
      for (NumaEntry entry = parser.next(); entry != null; entry = parser.next()) {
        parsed.add(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(parsed);
  }

  /// The next entry, or `null` at the end.
  ///
  /// @throws MalformedException if it is not a line of numa_maps
  public @Nullable NumaEntry next() throws IOException {
    if (!begun) {
      begun = true;
      ahead = read();
    }
    NumaEntry entry = ahead;
    ahead = entry == null ? null : read();
    return brokeOff && ahead == null ? null : entry;
  }

  private @Nullable NumaEntry read() throws IOException {
    return lines.advance() ? new Line().parse() : null;
  }

  /// The line that is being parsed.
  private final class Line {
    private final StringBuilder policy = new StringBuilder();
    private final Map<String, Long> counts = new HashMap<>();
    private final SortedMap<Integer, Long> nodes = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>(0);
    private @Nullable RawText path;
    private @Nullable String role;
    private boolean huge;
    private OptionalLong pageBytes = OptionalLong.empty();
    private boolean inPolicy = true;

    NumaEntry parse() {
      RawText printed = lines.line();
      long start = lines.hexadecimal("an address");
      lines.expect(' ', "a blank");
      if (lines.atEnd() || lines.peek() == ' ') {
        throw lines.malformed("a memory policy");
      }
      for (String word : lines.rest().latin1().split(" ", -1)) {
        word(word);
      }
      return new NumaEntry(
          start, policy.toString(), path, role, huge, pageBytes, counts, nodes, unknown, printed);
    }

    /// The policy may have several words; it ends where the first word begins that has a meaning of
    /// its own.
    private void word(String word) {
      boolean first = policy.isEmpty();
      if (!first && (marker(word) || field(word))) {
        inPolicy = false;
      } else if (inPolicy) {
        policy.append(first ? "" : " ").append(word);
      } else {
        unknown.add(word);
      }
    }

    private boolean marker(String word) {
      switch (word) {
        case "heap", "stack" -> role = word;
        case "huge" -> huge = true;
        default -> {
          if (!THREAD_STACK.matcher(word).matches()) {
            return false;
          }
          role = "thread-stack";
        }
      }
      return true;
    }

    private boolean field(String word) {
      Matcher field = FIELD.matcher(word);
      if (!field.matches()) {
        return false;
      }
      String key = field.group(1);
      String value = field.group(3);
      if (key.equals("file") && field.group(2).isEmpty()) {
        path = unescaped(value);
      } else if (key.equals("N") && !field.group(2).isEmpty()) {
        put(nodes, Integer.valueOf(field.group(2)), pages(value), word);
      } else if (key.equals("kernelpagesize_kB") && pageBytes.isEmpty()) {
        pageBytes = OptionalLong.of(pages(value) * 1024);
      } else if (COUNTS.contains(key) && field.group(2).isEmpty()) {
        put(counts, key, pages(value), word);
      } else {
        return false;
      }
      return true;
    }

    private <K> void put(Map<K, Long> numbers, K key, long number, String word) {
      if (numbers.put(key, number) != null) {
        throw lines.malformed("no second one before this: " + word.split("=", 2)[0]);
      }
    }

    private long pages(String value) {
      if (!NUMBER.matcher(value).matches() || Long.parseLong(value) > LARGEST_PAGES) {
        throw lines.malformed("a number behind each =");
      }
      return Long.parseLong(value);
    }

    private static RawText unescaped(String printed) {
      String path =
          ESCAPE
              .matcher(printed)
              .replaceAll(escape ->
                  Matcher.quoteReplacement(
                      String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
      return new RawText(path);
    }
  }
}
