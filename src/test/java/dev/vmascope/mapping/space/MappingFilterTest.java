package dev.vmascope.mapping.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import dev.vmascope.mapping.text.Glob;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which mappings pass.
class MappingFilterTest {
  private static final List<ClassifiedMapping> ODD =
      Captures.mappings("odd-names/maps").stream().map(Listings::listed).toList();

  @Test
  void letsAllThroughWithoutConditions() {
    assertThat(ODD).allMatch(MappingFilter.all()::accepts);
    assertThat(MappingFilter.all().isAll()).isTrue();
    assertThat(ofPermissions("????").isAll()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void picksKinds(MappingKind kind) {
    MappingFilter filter = ofKinds(Set.of(kind));

    assertThat(ODD).allMatch(m -> filter.accepts(m) == (m.backing().kind() == kind));
  }

  @Test
  void picksAnyOfSeveralKinds() {
    MappingFilter filter = ofKinds(EnumSet.of(MappingKind.SYSV, MappingKind.MEMFD));

    assertThat(ODD).filteredOn(filter::accepts).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "rw-p, true",
    "????, true",
    "?w??, true",
    "r--p, false",
    "???s, false",
    "??x?, false"
  })
  void picksPermissions(String pattern, boolean fits) {
    ClassifiedMapping mapping =
        Listings.listed(Listings.mapping("00400000-00401000 rw-p 00000000 00:00 0"));

    assertThat(ofPermissions(pattern).accepts(mapping)).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rw-", "rw-pp", "wr-p", "rw--", "rw-*", "RW-P"})
  void refusesOtherLetters(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofPermissions(pattern))
        .withMessageStartingWith("expected four permission letters such as rw-p");
  }

  @Test
  void picksPathsAsText() {
    assertThat(ODD).filteredOn(ofPath("/tmp/odd/d/gr??e")::accepts).hasSize(1);
    assertThat(ODD).filteredOn(ofPath("/tmp/odd/d/a\nnewline")::accepts).hasSize(1);
    assertThat(ODD).filteredOn(ofPath("/tmp/odd/d/deleted")::accepts).hasSize(1);
  }

  @Test
  void lacksMappingsWithoutAPathWherePathsAreAskedFor() {
    assertThat(ODD).filteredOn(ofPath("*")::accepts).allMatch(m -> m.backing().path() != null);
    assertThat(ODD).filteredOn(ofPath("[[]*")::accepts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "8191, true", "8192, true", "8193, false"})
  void picksBySize(long minBytes, boolean fits) {
    ClassifiedMapping mapping =
        Listings.listed(Listings.mapping("00400000-00402000 rw-p 00000000 00:00 0"));
    MappingFilter filter =
        new MappingFilter(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            minBytes,
            OptionalLong.empty(),
            OptionalLong.empty());

    assertThat(filter.accepts(mapping)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "0x400000, 0x402000, true",
    "0x401fff, 0x500000, true",
    "0x402000, 0x500000, false",
    "0x0, 0x400001, true",
    "0x0, 0x400000, false",
    "0x0, 0xffffffffffffffff, true",
    "0xffffffffff600000, 0xffffffffffffffff, false"
  })
  void picksWhatOverlapsARange(String from, String to, boolean fits) {
    ClassifiedMapping mapping =
        Listings.listed(Listings.mapping("00400000-00402000 rw-p 00000000 00:00 0"));
    MappingFilter filter =
        new MappingFilter(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            OptionalLong.of(Address.parse(from)),
            OptionalLong.of(Address.parse(to)));

    assertThat(filter.accepts(mapping)).isEqualTo(fits);
  }

  @Test
  void asksForAllConditionsAtOnce() {
    MappingFilter filter =
        new MappingFilter(
            Set.of(MappingKind.FILE),
            Set.of(),
            Optional.of("r-x?"),
            Optional.of(new Glob("/usr/*")),
            8192,
            OptionalLong.empty(),
            OptionalLong.empty());

    assertThat(ODD)
        .filteredOn(filter::accepts)
        .extracting(m -> m.mapping().name().latin1())
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/libc.so.6",
            "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2");
  }

  private static MappingFilter ofKinds(Set<MappingKind> kinds) {
    return new MappingFilter(
        kinds,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        0,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static MappingFilter ofPermissions(String pattern) {
    return new MappingFilter(
        Set.of(),
        Set.of(),
        Optional.of(pattern),
        Optional.empty(),
        0,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static MappingFilter ofPath(String pattern) {
    return new MappingFilter(
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.of(new Glob(pattern)),
        0,
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
