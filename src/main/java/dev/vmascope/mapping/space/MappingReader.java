package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.hotspot.JvmAreas;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsLineFormat;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.proc.SmapsEntry;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.text.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A parser of a `maps` or `smaps` listing that classifies each mapping. It keeps five mappings at
/// a time, so a listing is never whole on the heap.
///
/// The mappings that it returns never overlap. A mapping that grew during the read is listed twice:
/// the later line stands for both if it covers all of the earlier one, else for the part above it.
public final class MappingReader {
  @FunctionalInterface
  private interface Entries {
    @Nullable SmapsEntry next() throws IOException;
  }

  private final Entries entries;
  private final InputStream listing;
  private final ProcessFacts facts;
  private Overview overview = Overview.without(ThreadStacks.NONE);
  private @Nullable UnclassifiedMapping below;
  private @Nullable UnclassifiedMapping here;
  private @Nullable UnclassifiedMapping above;
  private @Nullable UnclassifiedMapping secondAbove;

  /// The next mapping, which the line behind it may still change.
  private @Nullable UnclassifiedMapping ahead;

  private @Nullable MalformedException complaint;
  private boolean begun;

  private MappingReader(InputStream listing, ProcessFacts facts, Entries entries) {
    this.listing = listing;
    this.facts = facts;
    this.entries = entries;
  }

  /// A parser of maps, without further facts about the process.
  ///
  /// @param listing a stream that can be read twice ([InputStream#markSupported]): the memory use
  ///   of a runtime is known only from the whole listing
  /// @param source the name of the listing in complaints
  public static MappingReader ofMaps(InputStream listing, String source) {
    return ofMaps(listing, source, ProcessFacts.NONE);
  }

  /// A parser of maps.
  ///
  /// @param listing as in [#ofMaps(InputStream,String)]
  /// @param facts the known facts about the process
  public static MappingReader ofMaps(InputStream listing, String source, ProcessFacts facts) {
    MapsParser parser = new MapsParser(listing, source);
    return new MappingReader(
        listing,
        facts,
        () -> {
          MapsLine line = parser.next();
          return line == null ? null : SmapsEntry.ofMaps(line);
        });
  }

  /// A parser of smaps, without further facts about the process.
  ///
  /// @param listing as in [#ofMaps(InputStream,String)]
  /// @param brokeOff see [SmapsParser]
  public static MappingReader ofSmaps(InputStream listing, String source, boolean brokeOff) {
    return ofSmaps(listing, source, brokeOff, ProcessFacts.NONE);
  }

  /// A parser of smaps.
  ///
  /// @param listing as in [#ofMaps(InputStream,String)]
  /// @param brokeOff see [SmapsParser]
  /// @param facts the known facts about the process
  public static MappingReader ofSmaps(
      InputStream listing, String source, boolean brokeOff, ProcessFacts facts) {
    return new MappingReader(listing, facts, new SmapsParser(listing, source, brokeOff)::next);
  }

  /// Neighbours, in ascending order of address, with their categories; those that only the whole
  /// listing determines are empty. Those of the outer ones may depend on mappings that are not
  /// among them; in a process of a Java virtual machine ([JvmAreas#isLibrary]) those of all do.
  ///
  /// @param mappings mappings with names that are not escaped as those of a listing are
  /// @param facts the known facts about the process
  public static List<Optional<ClassifiedMapping>> ofPlain(
      List<Mapping> mappings, ProcessFacts facts) {
    List<UnclassifiedMapping> candidates =
        mappings.stream().map(mapping -> plain(mapping, facts)).toList();
    boolean oneThread = facts.threads().equals(OptionalInt.of(1));
    List<ClassifiedMapping> without = categorized(candidates, ThreadStacks.NONE);
    List<ClassifiedMapping> with = oneThread ? without : categorized(candidates, ThreadStacks.ALL);
    return IntStream.range(0, without.size())
        .mapToObj(i ->
            Optional.of(without.get(i))
                .filter(listed -> listed.category() == with.get(i).category())
                .filter(listed -> !GoHeap.mayHave(listed.mapping())))
        .toList();
  }

  private static List<ClassifiedMapping> categorized(
      List<UnclassifiedMapping> candidates, ThreadStacks stacks) {
    Overview overview = Overview.without(stacks);
    List<ClassifiedMapping> listed = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      listed.add(
          MappingClassifier.categorize(
              overview,
              i == 0 ? null : candidates.get(i - 1),
              candidates.get(i),
              i + 1 < candidates.size() ? candidates.get(i + 1) : null,
              i + 2 < candidates.size() ? candidates.get(i + 2) : null));
    }
    return listed;
  }

  private static UnclassifiedMapping plain(Mapping mapping, ProcessFacts facts) {
    SmapsEntry entry = SmapsEntry.ofMaps(new MapsLine(mapping, MapsLineFormat.KERNEL_64));
    return new UnclassifiedMapping(entry, Backing.ofPlain(mapping), facts);
  }

  /// The next mapping, or `null` at the end.
  ///
  /// @throws MalformedException if the next entry does not fit the grammar of the listing
  public @Nullable ClassifiedMapping next() throws IOException {
    if (!begun) {
      begun = true;
      JvmAreas runtime = JvmAreas.find(listing);
      overview =
          new Overview(runtime, ThreadStacks.find(listing, facts.threads(), runtime), new GoHeap());
      ahead = read();
      here = candidate();
      above = here == null ? null : candidate();
      secondAbove = above == null ? null : candidate();
    }
    if (here == null) {
      if (complaint != null) {
        throw complaint;
      }
      return null;
    }
    ClassifiedMapping mapping =
        MappingClassifier.categorize(overview, below, here, above, secondAbove);
    below = here;
    here = above;
    above = secondAbove;
    secondAbove = above == null ? null : candidate();
    return mapping;
  }

  private @Nullable UnclassifiedMapping candidate() throws IOException {
    UnclassifiedMapping next = ahead;
    if (next == null) {
      return null;
    }
    ahead = read();
    while (ahead != null && Long.compareUnsigned(ahead.start(), next.end()) < 0) {
      if (Long.compareUnsigned(ahead.start(), next.start()) > 0) {
        ahead = ahead.from(next.end());
        return next;
      }
      next = ahead.from(next.start());
      ahead = read();
    }
    return next;
  }

  /// A complaint waits until the mappings before it have been handed on.
  private @Nullable UnclassifiedMapping read() throws IOException {
    try {
      SmapsEntry entry = entries.next();
      return entry == null ? null : new UnclassifiedMapping(entry, facts);
    } catch (MalformedException e) {
      complaint = e;
      return null;
    }
  }
}
