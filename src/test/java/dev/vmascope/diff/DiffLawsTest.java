package dev.vmascope.diff;

import static dev.vmascope.diff.AddressSpaces.diff;
import static dev.vmascope.diff.AddressSpaces.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The laws of a difference, over pairs of address spaces made at random.
class DiffLawsTest {
  private static final long PAGE = 0x1000;
  private static final int PAIRS = Integer.getInteger("diff.pairs", 10_000);

  @Test
  void holdForAnyPair() {
    Random random = new Random(20261129);
    Map<ChangeType, Integer> seen = new HashMap<>();
    for (int i = 0; i < PAIRS; i++) {
      RandomSpace space = new RandomSpace(random);
      List<ClassifiedMapping> before = space.mappings();
      if (i % 10 == 0) {
        space = new RandomSpace(random);
      } else {
        space.change();
      }
      List<ClassifiedMapping> after = space.mappings();
      AddressSpaceDiff diff = diff(before, after);

      assertThat(apply(before, diff, MappingChange::before, MappingChange::after))
          .as("pair %d", i)
          .isEqualTo(lines(after));
      assertThat(apply(after, diff, MappingChange::after, MappingChange::before))
          .as("pair %d, backwards", i)
          .isEqualTo(lines(before));
      assertThat(diff(after, after).changes()).isEmpty();
      assertThat(diff(after, after).unchanged()).isEqualTo(after.size());
      assertSums(diff, before, after);
      for (MappingChange change : diff.changes()) {
        seen.merge(change.type(), 1, Integer::sum);
        switch (change.type()) {
          case ADDED -> assertNowhere(change.after(), before);
          case REMOVED -> assertNowhere(change.before(), after);
          default -> assertThat(change.before()).isNotEmpty();
        }
      }
    }
    assertThat(seen).containsOnlyKeys(ChangeType.values());
  }

  /// The listing that a difference makes of another one. Fails if a mapping is not there to be
  /// taken out.
  private static List<String> apply(
      List<ClassifiedMapping> to,
      AddressSpaceDiff diff,
      Function<MappingChange, List<PlacedMapping>> out,
      Function<MappingChange, List<PlacedMapping>> in) {
    List<String> lines = new ArrayList<>(lines(to));
    for (MappingChange change : diff.changes()) {
      for (PlacedMapping old : out.apply(change)) {
        assertThat(lines.remove(line(old.mapping()))).as("taken out").isTrue();
        assertThat(lines(to).get(old.ordinal())).isEqualTo(line(old.mapping()));
      }
    }
    assertThat(lines).hasSize(diff.unchanged());
    for (MappingChange change : diff.changes()) {
      lines.addAll(AddressSpaces.lines(in.apply(change)));
    }
    // All addresses have six digits.
    lines.sort(String::compareTo);
    return lines;
  }

  private static List<String> lines(List<ClassifiedMapping> mappings) {
    return mappings.stream().map(listed -> line(listed.mapping())).toList();
  }

  /// No page of it shows the same memory in the other listing.
  private static void assertNowhere(List<PlacedMapping> alone, List<ClassifiedMapping> other) {
    assertThat(alone).hasSize(1);
    Map<Long, Page> elsewhere = pages(other);
    pages(List.of(alone.getFirst().listed()))
        .forEach((address, page) -> {
          Page there = elsewhere.get(address);
          assertThat(there == null || !there.memory().equals(page.memory())).isTrue();
        });
  }

  /// A page of memory.
  ///
  /// @param memory the object and the place in it; the same text for all private memory without one
  private record Page(String memory, String permissions, MappingCategory category) {}

  private static Map<Long, Page> pages(List<ClassifiedMapping> mappings) {
    Map<Long, Page> pages = new HashMap<>();
    for (ClassifiedMapping listed : mappings) {
      Mapping mapping = listed.mapping();
      for (long at = mapping.range().start(); at < mapping.range().end(); at += PAGE) {
        String memory =
            mapping.inode() == 0
                ? "private"
                : mapping.inode()
                    + "+"
                    + (at - mapping.range().start() + mapping.offset())
                    + mapping.permissions().shared();
        pages.put(at, new Page(memory, mapping.permissions().toString(), listed.category()));
      }
    }
    return pages;
  }

  private static void assertSums(
      AddressSpaceDiff diff, List<ClassifiedMapping> before, List<ClassifiedMapping> after) {
    SumsByCategory sums = AddressSpaces.sums(before, after);
    CategoryDiff total = sums.total();
    assertThat(total.mappingsBefore()).isEqualTo(before.size());
    assertThat(total.mappingsAfter()).isEqualTo(after.size());
    assertThat(total.bytesBefore()).isEqualTo(bytes(before));
    assertThat(total.bytesAfter()).isEqualTo(bytes(after));
    long byChanges = diff.changes().stream().mapToLong(MappingChange::changedBytes).sum();
    assertThat(byChanges).isEqualTo(total.changedBytes());
    assertThat(total.mappedBytes() - total.unmappedBytes()).isEqualTo(total.changedBytes());
    assertThat(diff.movedBytes()).isLessThanOrEqualTo(total.unmappedBytes());

    Map<Long, Page> olds = pages(before);
    Map<Long, Page> currents = pages(after);
    Map<MappingCategory, Long> mapped = new HashMap<>();
    Map<MappingCategory, Long> reprotected = new HashMap<>();
    currents.forEach((address, page) -> {
      Page old = olds.get(address);
      if (old == null || !old.memory().equals(page.memory())) {
        mapped.merge(page.category(), PAGE, Long::sum);
      } else if (!old.permissions().equals(page.permissions())) {
        reprotected.merge(page.category(), PAGE, Long::sum);
      }
    });
    sums.byCategory()
        .forEach((category, part) -> {
          assertThat(part.mappedBytes()).isEqualTo(mapped.getOrDefault(category, 0L));
          assertThat(part.reprotectedBytes()).isEqualTo(reprotected.getOrDefault(category, 0L));
        });
  }

  private static long bytes(List<ClassifiedMapping> mappings) {
    return mappings.stream().mapToLong(listed -> listed.mapping().sizeBytes()).sum();
  }
}
