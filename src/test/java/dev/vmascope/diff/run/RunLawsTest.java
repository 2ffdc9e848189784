package dev.vmascope.diff.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.diff.AddressSpaces;
import dev.vmascope.diff.ChangeType;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The laws of a difference of two runs, over pairs of programs made at random.
class RunLawsTest {
  private static final int PAIRS = Integer.getInteger("diff.pairs", 3_000);

  @Test
  void holdForAnyPair() throws IOException {
    Random random = new Random(20261129);
    Map<ChangeType, Integer> seen = new EnumMap<>(ChangeType.class);
    for (int i = 0; i < PAIRS; i++) {
      RandomProgram program = new RandomProgram(random);
      List<ClassifiedMapping> before = program.run();
      if (i % 10 == 0) {
        assertThat(compare(before, program.run()).diff((_, _) -> {}))
            .as("another run of program %d", i)
            .isEqualTo(new RunDiff(List.of(), before.size()));
        program = new RandomProgram(random);
      } else {
        program.change();
      }
      RunComparison compared = compare(before, program.run());
      RunDiff diff = compared.diff((_, _) -> {});
      diff.changes().forEach(change -> seen.merge(change.type(), 1, Integer::sum));

      assertLeadsToTheOther(compared, diff);
      assertThat(apply(compared.after(), diff, RunChange::after, RunChange::before))
          .as("pair %d, backwards", i)
          .isEqualTo(sorted(compared.before()));
      assertThat(diff.changes().stream().mapToLong(RunChange::changedBytes).sum())
          .isEqualTo(bytes(compared.after()) - bytes(compared.before()));
      diff.changes().forEach(RunLawsTest::assertNotContradictory);
    }
    assertThat(seen)
        .containsOnlyKeys(
            ChangeType.ADDED,
            ChangeType.REMOVED,
            ChangeType.GROWN,
            ChangeType.SHRUNK,
            ChangeType.REPROTECTED,
            ChangeType.RENAMED);
  }

  private static RunComparison compare(
      List<ClassifiedMapping> before, List<ClassifiedMapping> after) throws IOException {
    return RunComparison.of(
        AddressSpaces.source(before), AddressSpaces.source(after), Long.MAX_VALUE);
  }

  /// What the changes and the equal mappings put into each place is the later listing.
  private static void assertLeadsToTheOther(RunComparison compared, RunDiff diff) {
    assertThat(apply(compared.before(), diff, RunChange::before, RunChange::after))
        .isEqualTo(sorted(compared.after()));
    RunAlignment alignment = compared.alignment();
    String[] places = new String[compared.after().size()];
    for (RunChange change : diff.changes()) {
      change.after().ifPresent(mapping -> put(places, mapping.ordinal(), mapping));
    }
    for (RunMapping old : compared.before()) {
      int partner = alignment.partner(old);
      if (partner >= 0 && old.isLike(compared.after().get(partner))) {
        put(places, partner, old);
      }
    }
    assertThat(Arrays.asList(places))
        .isEqualTo(compared.after().stream().map(RunLawsTest::form).toList());
  }

  private static void put(String[] places, int place, RunMapping mapping) {
    assertThat(places[place]).as("put once").isNull();
    places[place] = form(mapping);
  }

  /// The listing that a difference makes of another one, in any order. Fails if a mapping is not
  /// there to be taken out.
  private static List<String> apply(
      List<RunMapping> to,
      RunDiff diff,
      Function<RunChange, Optional<RunMapping>> out,
      Function<RunChange, Optional<RunMapping>> in) {
    List<RunMapping> mappings = new ArrayList<>(to);
    for (RunChange change : diff.changes()) {
      out.apply(change).ifPresent(old -> assertThat(mappings.remove(old)).as("taken out").isTrue());
    }
    assertThat(mappings).hasSize(diff.unchanged());
    diff.changes().forEach(change -> in.apply(change).ifPresent(mappings::add));
    return sorted(mappings);
  }

  private static List<String> sorted(List<RunMapping> mappings) {
    return mappings.stream().map(RunLawsTest::form).sorted().toList();
  }

  /// A mapping as text, without its address.
  private static String form(RunMapping mapping) {
    return "%s %d %s %x"
        .formatted(
            mapping.object().name().latin1(),
            mapping.sizeBytes(),
            mapping.permissions(),
            mapping.offset());
  }

  private static long bytes(List<RunMapping> mappings) {
    return mappings.stream().mapToLong(RunMapping::sizeBytes).sum();
  }

  /// What is paired maps the same place of the same object, or of another version of it.
  private static void assertNotContradictory(RunChange change) {
    if (change.before().isEmpty() || change.after().isEmpty()) {
      assertThat(change.type()).isIn(ChangeType.ADDED, ChangeType.REMOVED);
      return;
    }
    RunMapping old = change.before().get();
    RunMapping current = change.after().get();
    assertThat(old.offset()).isEqualTo(current.offset());
    assertThat(old.object() == current.object() || old.object().counterpart() == current.object())
        .isTrue();
    assertThat(old.isLike(current)).isFalse();
    if (change.certain()) {
      assertThat(old.object()).isSameAs(current.object());
      assertThat(old.object().name().latin1()).isNotEmpty();
    }
  }
}
