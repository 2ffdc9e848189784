package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The words for kinds.
class MappingKindTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsWord(MappingKind kind) {
    assertThat(MappingKind.of(kind.toString())).contains(kind);
  }

  @ParameterizedTest
  @EnumSource
  void isCalledByAWordFitForQueries(MappingKind kind) {
    assertThat(kind.toString()).matches("[a-z]+(-[a-z]+)*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "FILE", "file ", "shared_anonymous"})
  void knowsNoOtherWords(String text) {
    assertThat(MappingKind.of(text)).isEmpty();
  }

  @Test
  void tellsHugePagesFromOthers() {
    assertThat(MappingKind.of("hugetlb")).contains(MappingKind.HUGETLB);
  }
}
