package dev.vmascope.api;

import static dev.vmascope.api.AbsentField.why;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.tick.Sampler;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// Captures of other machines, of kernels old and new, with counters that ran below zero and with
/// files of other page sizes.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ForeignCapturesApiTest {
  @Autowired private Sampler sampler;
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @BeforeEach
  void connect() {
    api = new LiveApi(port);
  }

  @DynamicPropertySource
  static void captures(DynamicPropertyRegistry properties) {
    properties.add("vmascope.procfs.root", ForeignCaptures.folder().root()::toString);
    properties.add("vmascope.sampling.interval", () -> "200ms");
    properties.add("vmascope.sampling.rollup", () -> "true");
    properties.add("vmascope.scan.budget", () -> "1");
  }

  private JsonNode process(int pid) {
    return api.json("/api/processes/" + pid);
  }

  @Test
  void aCounterThatRanBelowZeroTakesNothingFromTheOthers() {
    JsonNode process = process(104);
    assertThat(process.path("residentBytes").asLong()).isEqualTo(40000 * 1024);
    assertThat(process.path("uid").asLong()).isEqualTo(1000);
    assertThat(process.has("hugetlbBytes")).isFalse();
    assertThat(why(process, "hugetlbBytes"))
        .startsWith("malformed: ")
        .contains("got '18446744073709541376 kB'", "below zero");
    assertThat(why(process, "residentBytes")).isEmpty();
  }

  @Test
  void sizesThatMakeNoSenseAreAbsentAndTheOthersAsPrinted() {
    JsonNode process = process(102);
    assertThat(process.path("virtualBytes").asLong()).isEqualTo(182440L * 1024);
    assertThat(process.path("dataBytes").asLong()).isEqualTo(67688 * 1024);
    assertThat(process.path("swapBytes").asLong(-1)).isZero();
    for (String field : List.of("residentBytes", "peakResidentBytes", "anonymousBytes")) {
      assertThat(process.has(field)).as(field).isFalse();
      assertThat(why(process, field)).startsWith("malformed: ");
    }
    assertThat(why(process, "peakVirtualBytes")).startsWith("unsupported: ").contains("VmPeak");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 106, 300})
  void aProcessIsWatchedWhateverItsSizes(int pid) {
    await()
        .untilAsserted(() ->
            assertThat(
                    api.json("/api/findings?rule=writable-executable")
                        .path("findings")
                        .findValuesAsString("pid"))
                .contains(Integer.toString(pid)));
  }

  @Test
  void whatIsNotUnderstoodAtAllIsCounted() {
    await()
        .untilAsserted(() ->
            assertThat(sampler.latest())
                .hasValueSatisfying(sample ->
                    assertThat(sample.unreadable()).containsEntry(OutcomeKind.MALFORMED, 1)));
  }

  @Test
  void nobodyIsSaidToHaveRefusedWhatNobodyIsTold() {
    JsonNode process = process(105);
    assertThat(why(process, "addressSpaceId")).startsWith("unsupported: ");
    assertThat(why(process, "user")).startsWith("unsupported: ").contains("Uid");
    assertThat(why(process, "uid")).isNotEmpty();
    assertThat(process.path("anonymousBytes").asLong()).isEqualTo(2210 * 4096);
  }

  @ParameterizedTest
  @CsvSource({"101, 4096, 163350", "109, 65536, 10210", "110, 16384, 800"})
  void pagesAreThoseOfTheCapturedMachine(int pid, long pageBytes, long anonymousPages) {
    assertThat(process(pid).path("anonymousBytes").asLong()).isEqualTo(anonymousPages * pageBytes);
  }

  @Test
  void pagesOfUnknownSizeAreNoSize() {
    JsonNode process = process(111);
    assertThat(process.has("residentBytes")).isFalse();
    assertThat(why(process, "residentBytes")).startsWith("gone: ").contains("counts in pages");
    assertThat(why(process, "swapBytes")).startsWith("gone: ").contains("no file status");
  }

  @Test
  void usersOfAnotherMachineHaveNoNamesHere() {
    assertThat(process(101).path("user").asString()).isEqualTo("0");
    assertThat(process(100).path("user").asString()).isEqualTo("1000");
    await().until(() -> sampler.latest().isPresent());
    assertThat(sampler.latest().orElseThrow().processes())
        .flatExtracting(process -> process.fields().value(GroupField.USER).stream().toList())
        .contains("0", "1000")
        .allMatch(user -> user.matches("\\d+"));
  }

  @Test
  void nodesOfAnOldKernelHaveSizes() {
    JsonNode numa = api.json("/api/processes/101/numa");
    JsonNode mappings = numa.path("mappings");
    assertThat(mappings.findValuesAsString("policy"))
        .containsExactly("default", "default", "default", "default", "bind:0-1");
    assertThat(mappings.get(3).path("role").asString()).isEqualTo("thread-stack");
    assertThat(mappings.get(4).path("role").asString()).isEqualTo("stack");
    assertThat(mappings.get(3).path("bytesByNode").path("1").asLong()).isEqualTo(5 * 4096);
    assertThat(mappings.get(2).has("residentBytes")).as("huge pages of no known size").isFalse();
    assertThat(numa.path("bytesByNode").path("0").asLong()).isEqualTo(1240 * 4096);
    assertThat(why(numa, "mappings[].residentBytes")).startsWith("unsupported: 1 mappings");
  }

  @ParameterizedTest
  @ValueSource(ints = {118, 123})
  void aRollupMayReachTheGate(int pid) {
    JsonNode summary = api.json("/api/processes/" + pid + "/summary?detail=rollup");
    assertThat(summary.path("proportionalBytes").asLong()).isEqualTo(4446 * 1024);
    assertThat(summary.path("uniqueBytes").asLong()).isEqualTo(2099656L * 1024);
    assertThat(summary.at("/capture/durationMicros").asLong()).isNotNegative();
  }

  @ParameterizedTest
  @CsvSource({"124, 4096", "125, 0"})
  void aRollupIsASpan(int pid, long proportional) {
    JsonNode summary = api.json("/api/processes/" + pid + "/summary?detail=rollup");
    assertThat(summary.path("proportionalBytes").asLong(-1)).isEqualTo(proportional);
    assertThat(summary.at("/mappings/count").asInt()).isEqualTo(6);
  }

  @Test
  void aRollupThatIsNotUnderstoodTakesNothingFromTheMappings() {
    JsonNode summary = api.json("/api/processes/126/summary?detail=rollup");
    assertThat(summary.at("/mappings/count").asInt()).isEqualTo(6);
    assertThat(summary.has("proportionalBytes")).isFalse();
    assertThat(summary.at("/capture/complete").asBoolean()).isFalse();
    assertThat(why(summary, "proportionalBytes"))
        .startsWith("malformed: ")
        .contains("smaps_rollup:1:18", "got ' ---p");
  }

  @Test
  void sampledRollupsMayReachTheGate() {
    await()
        .untilAsserted(() ->
            assertThat(api.json("/api/groups/capture-118").path("proportionalBytes").asLong())
                .isEqualTo(4446 * 1024));
  }

  /// Two members of one group, of which one has no mappings.
  @Test
  void sumsOverAPartOfAGroupSaySo() {
    await()
        .untilAsserted(() ->
            assertThat(api.json("/api/groups/pair").path("mappingsCoverage").asDouble())
                .isEqualTo(0.5));
    assertThat(why(api.json("/api/groups/pair"), "mappings"))
        .startsWith("partial: ")
        .contains("mappingsCoverage");
    assertThat(why(api.json("/api/groups?name=pair"), "groups[].mappings")).startsWith("partial: ");
    await()
        .untilAsserted(() ->
            assertThat(api.json("/api/groups?name=capture-100").path("unavailable").valueStream())
                .extracting(absent -> absent.path("field").asString())
                .doesNotContain("groups[].mappings"));
  }

  @Test
  void whatSmapsOfAnEmulatorLacksIsNamed() {
    JsonNode maps = api.json("/api/processes/127/maps?detail=smaps");
    JsonNode usage = maps.at("/mappings/0/usage");
    assertThat(usage.path("residentBytes").asLong()).isEqualTo(8192);
    assertThat(usage.has("proportionalBytes")).isFalse();
    assertThat(why(maps, "mappings[].usage.proportionalBytes")).startsWith("unsupported: ");
    assertThat(why(maps, "mappings[].usage.residentBytes")).isEmpty();
  }

  /// As WSL 1 has them.
  @Test
  void peaksBelowTheSizeAreAsPrinted() {
    JsonNode process = process(128);
    assertThat(process.path("virtualBytes").asLong()).isEqualTo(10432 << 10);
    assertThat(process.path("residentBytes").asLong()).isEqualTo(304 << 10);
    assertThat(process.path("peakVirtualBytes").asLong(-1)).isZero();
    assertThat(process.path("peakResidentBytes").asLong(-1)).isZero();
  }

  /// Files of /proc count them apart, so what is unique is more than what is resident.
  @Test
  void hugePagesOfAPoolAreUniqueAndNotResident() {
    JsonNode summary = api.json("/api/processes/123/summary?detail=rollup");
    assertThat(summary.at("/usage/residentBytes").asLong()).isEqualTo(49072 << 10);
    assertThat(summary.at("/usage/privateHugetlbBytes").asLong()).isEqualTo(2L << 30);
    assertThat(summary.path("uniqueBytes").asLong()).isEqualTo((196L + 2308 + 2097152) << 10);
  }
}
