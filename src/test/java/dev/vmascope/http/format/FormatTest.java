package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a request says which format it wants.
class FormatTest {
  private static final Set<Format> ALL = EnumSet.allOf(Format.class);
  private static final Set<Format> DOCUMENT = EnumSet.of(Format.JSON, Format.TABLE);

  @ParameterizedTest
  @CsvSource({
    "TABLE, true, true",
    "WIDE, true, true",
    "TABLE, false, false",
    "JSON, false, false",
    "CSV, , false"
  })
  void haveColoursOnlyIfTheyAreTables(Format format, @Nullable String color, boolean coloured) {
    assertThat(format.isColoured(color)).isEqualTo(coloured);
  }

  @ParameterizedTest
  @CsvSource({
    "JSON, true, 'color: only tables have colours, with format=table or format=wide.'",
    "TABLE, yes, 'color: expected true or false.'"
  })
  void refuseOtherColours(Format format, String color, String detail) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> format.isColoured(color))
        .satisfies(e -> assertThat(e.problem().detail()).isEqualTo(detail));
  }

  @ParameterizedTest
  @EnumSource
  void isItsOwnWord(Format format) {
    assertThat(Format.of(format.toString(), null, ALL)).isEqualTo(format);
  }

  @ParameterizedTest
  @EnumSource
  void winsOverAcceptAsAParameter(Format format) {
    assertThat(Format.of(format.toString(), "text/csv", ALL)).isEqualTo(format);
    assertThat(Format.of(format.toString(), "image/png", ALL)).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | json",
        "application/x-ndjson | ndjson",
        "text/csv | csv",
        "TEXT/CSV | csv",
        "text/csv;charset=utf-8 | csv",
        "text/plain | text",
        "*/* | json",
        "application/* | json",
        "text/* | csv",
        "text/html | json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | json",
        "text/html;q=0.1, text/csv;q=0.2 | csv",
        "application/json;q=0.5, text/csv | csv",
        "application/json;q=0.5, text/csv;q=0.4 | json",
        "*/*, text/csv | csv",
        "image/png, text/plain;q=0.1 | text",
        "application/json;q=0, text/csv;q=0.1 | csv",
        "application/json;q=0, */* | ndjson"
      })
  void isTheBestOfAccept(String accept, String expected) {
    assertThat(Format.of(null, accept, ALL)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void isJsonWithoutAccept(String accept) {
    assertThat(Format.of(null, accept, ALL)).isEqualTo(Format.JSON);
    assertThat(Format.of(null, null, ALL)).isEqualTo(Format.JSON);
  }

  @Test
  void isNeverATableByAccept() {
    assertThat(Format.of(null, "text/plain, */*;q=0.1", DOCUMENT)).isEqualTo(Format.JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", "JSON", "csv", "", "json "})
  void namesTheFormatsWhenTheParameterIsNoneOfThem(String parameter) {
    Problem problem = problem(parameter, null, DOCUMENT);
    assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PARAMETER);
    assertThat(problem.detail()).isEqualTo("format must be one of json, table here.");
    assertThat(problem.members()).containsEntry("parameter", "format");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image/png", "text/csv", "application/json;q=0", "text/html;q=0", "*/*;q=0"})
  void isNotAcceptableWhereNothingFits(String accept) {
    Problem problem = problem(null, accept, DOCUMENT);
    assertThat(problem.code()).isEqualTo(ProblemCode.NOT_ACCEPTABLE);
    assertThat(problem.detail()).contains("json, table").doesNotContain(accept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "text/", "/", "*/json", "text/csv;q=2", "a b/c"})
  void isNotAcceptableWhereAcceptIsMalformed(String accept) {
    assertThat(problem(null, accept, ALL).code()).isEqualTo(ProblemCode.NOT_ACCEPTABLE);
  }

  @Test
  void isNotAcceptableWhereAcceptIsTooLongToSort() {
    String accept = "image/png,".repeat(60) + "application/json";
    assertThat(problem(null, accept, ALL).code()).isEqualTo(ProblemCode.NOT_ACCEPTABLE);
  }

  private static Problem problem(
      @Nullable String parameter, @Nullable String accept, Set<Format> offered) {
    return assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Format.of(parameter, accept, offered))
        .actual()
        .problem();
  }
}
