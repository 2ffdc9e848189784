package dev.vmascope.mapping.space;

import dev.vmascope.mapping.hotspot.JvmAreas;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.proc.SmapsEntry;
import dev.vmascope.mapping.text.ByteLines;
import dev.vmascope.mapping.text.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The mappings that are taken for stacks of threads. They have the shape of one
/// ([MappingClassifier]). Allocators of other memory put guards below it too, so there are no more
/// stacks than threads have them, and stacks can be executed only where that of the first thread
/// can (`-z execstack`). Of these there may be more: the C library keeps the stacks of threads that
/// have ended for the next ones (glibc 2.39, `nptl/nptl-stack.c`), so memory to execute that is
/// like the stack of a thread, its guard included, is taken for one too.
public final class ThreadStacks {
  /// Every mapping of that shape.
  static final ThreadStacks ALL = new ThreadStacks(Optional.empty());

  /// None: the process has one thread.
  public static final ThreadStacks NONE = new ThreadStacks(Optional.of(Set.of()));

  /// The maximum number of such mappings that are compared.
  private static final int MOST = 100_000;

  private static final String FIRST_THREAD = "[stack]";

  /// Programs ask for stacks in round numbers.
  private static final long ROUND = 1 << 16;

  /// The usual limit of the first thread's stack, which others get as well (`RLIMIT_STACK`).
  private static final long USUAL = 8 << 20;

  /// The size of the C library's guard below that of a runtime.
  private static final long PAGE = 1 << 12;

  /// The start addresses of the stacks; empty if every mapping of that shape is one.
  private final Optional<Set<Long>> starts;

  private ThreadStacks(Optional<Set<Long>> starts) {
    this.starts = starts;
  }

  /// A mapping of that shape.
  private record Shape(long start, long bytes, long guardBytes, boolean executable) {
    static Shape of(UnclassifiedMapping guard, UnclassifiedMapping stack) {
      return new Shape(
          stack.start(),
          stack.mapping().sizeBytes(),
          guard.mapping().sizeBytes(),
          stack.permissions().executable());
    }

    boolean round() {
      long rest = (bytes + guardBytes) % ROUND;
      return bytes % ROUND == 0 || rest == 0 || rest == PAGE;
    }

    boolean usual() {
      return bytes <= USUAL;
    }

    /// A guard is one mapping with memory below it that has no access either, so stacks to execute
    /// are alike whatever theirs is.
    boolean isLike(Shape other) {
      return bytes == other.bytes
          && executable == other.executable
          && (executable || guardBytes == other.guardBytes);
    }
  }

  /// The most bytes of stacks that the C library keeps of threads that have ended (glibc,
  /// `nptl/nptl-stack.c`, `stack_cache_maxsize`).
  private static final long STACK_CACHE = 40L << 20;

  /// The order of likelihood, highest first; equal shapes follow each other.
  private static final Comparator<Shape> ORDER =
      Comparator.comparing(Shape::executable)
          .thenComparing(Shape::round)
          .thenComparing(Shape::usual)
          .thenComparingLong(Shape::bytes)
          .thenComparingLong(Shape::guardBytes)
          .thenComparing(Shape::start, Long::compareUnsigned)
          .reversed();

  /// The stacks of a `maps` or `smaps` listing.
  ///
  /// @param listing a stream that can go back ([InputStream#markSupported]); its position is kept
  /// @param threads the number of threads of the process, if known
  /// @param runtime the areas that are known to be something else
  static ThreadStacks find(InputStream listing, OptionalInt threads, JvmAreas runtime)
      throws IOException {
    if (threads.isPresent() && threads.getAsInt() == 1) {
      return NONE;
    }
    listing.mark(Integer.MAX_VALUE);
    Search search = new Search(runtime);
    search.go(listing);
    listing.reset();
    // A process that is ending has none.
    boolean known = threads.isPresent() && threads.getAsInt() > 1;
    return new ThreadStacks(
        Optional.of(search.chosen(known ? threads.getAsInt() - 1 : Integer.MAX_VALUE)));
  }

  private static final class Search {
    private final JvmAreas runtime;
    private final List<Shape> shapes = new ArrayList<>();
    private boolean executable;
    private @Nullable UnclassifiedMapping below;
    private @Nullable UnclassifiedMapping here;

    Search(JvmAreas runtime) {
      this.runtime = runtime;
    }

    /// Reads a listing up to its first malformed line.
    void go(InputStream listing) throws IOException {
      ByteLines lines = new ByteLines(listing, "listing");
      MapsParser parser = new MapsParser(lines);
      try {
        while (lines.advance()) {
          if (JvmAreas.startsMapping(lines.peek())) {
            next(parser.line());
          }
        }
        judge(null);
      } catch (MalformedException _) {
        // Whoever parses the listing for what it says complains about it. What lies above the last
        // mapping is not known.
      }
    }

    private void next(MapsLine line) {
      String name = line.mapping().name().latin1();
      if (name.isEmpty()) {
        judge(new UnclassifiedMapping(SmapsEntry.ofMaps(line), ProcessFacts.NONE));
        return;
      }
      executable =
          executable || (name.equals(FIRST_THREAD) && line.mapping().permissions().executable());
      judge(null);
    }

    /// Judges the mapping before, once its neighbours are known.
    ///
    /// @param above the next mapping; null if it has a name, or if there is none
    private void judge(@Nullable UnclassifiedMapping above) {
      if (below != null
          && here != null
          && shapes.size() < MOST
          && MappingClassifier.hasShapeOfStack(below, here, above)
          && runtime.at(here.mapping()) == null) {
        shapes.add(Shape.of(below, here));
      }
      below = here;
      here = above;
    }

    /// Those that are likely, as many as there can be, and those that are kept. Of sizes that
    /// nobody asks for there may be some, if there is room for all of them.
    Set<Long> chosen(int most) {
      List<Shape> likely =
          shapes.stream().filter(shape -> executable || !shape.executable()).sorted(ORDER).toList();
      boolean fewEnough = likely.size() <= most;
      long cache = STACK_CACHE;
      Set<Long> starts = new HashSet<>();
      for (int i = 0; i < likely.size(); ) {
        int end = i + 1;
        while (end < likely.size() && likely.get(end).isLike(likely.get(i))) {
          end++;
        }
        int room = Math.max(0, most - starts.size());
        boolean taken = fewEnough || likely.get(i).round() || end - i <= room;
        int count = taken ? Math.min(room, end - i) : 0;
        if (room > 0 && likely.get(i).executable() && likely.get(i).round()) {
          long kept = Math.min(end - i - count, cache / likely.get(i).bytes());
          cache -= kept * likely.get(i).bytes();
          count += Math.toIntExact(kept);
        }
        likely.subList(i, end).stream().limit(count).map(Shape::start).forEach(starts::add);
        i = end;
      }
      return starts;
    }
  }

  /// Whether a mapping of that shape is a stack.
  boolean has(UnclassifiedMapping stack) {
    return starts.map(known -> known.contains(stack.start())).orElse(true);
  }
}
