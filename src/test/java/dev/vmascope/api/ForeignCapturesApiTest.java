package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.tick.Sampler;
import java.util.List;
import java.util.Map;
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

/// Captures of other machines, of kernels old and new, with counters that ran below zero, with
/// files of other page sizes and with hardly any files at all.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ForeignCapturesApiTest {
  /// Has memory that can be written and executed.
  private static final String WRITABLE_CODE =
      CaptureFolder.MAPS.replace(
          "7ffd3e5b1000", "7f10ab000000-7f10ab001000 rwxp 00000000 00:00 0 \n7ffd3e5b1000");

  /// Before Linux 4.5.
  private static final String OLD_SIZES =
      """
      VmSize:\t 8960796 kB
      VmRSS:\t  671844 kB
      VmData:\t 8866028 kB
      VmSwap:\t    1224 kB
      """;

  private static final String USAGE =
      """
      Rss:               49072 kB
      Pss:                4446 kB
      Shared_Clean:      46568 kB
      Shared_Dirty:          0 kB
      Private_Clean:       196 kB
      Private_Dirty:      2308 kB
      Private_Hugetlb: 2097152 kB
      """;

  @Autowired private Sampler sampler;
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @BeforeEach
  void connect() {
    api = new LiveApi(port);
  }

  @DynamicPropertySource
  static void captures(DynamicPropertyRegistry properties) {
    CaptureFolder folder = CaptureFolder.temporary();
    folder.process(100, Map.of("maps", WRITABLE_CODE));
    folder.process(
        102,
        Map.of(
            "maps",
            WRITABLE_CODE,
            "status",
            CaptureFolder.status(
                102,
                "Uid:\t1000\t1000\t1000\t1000\n",
                "VmSize:\t  182440 kB\nVmHWM:\t18446744073709544032 kB\nVmRSS:\t18446744073408330104 kB\nVmData:\t   67688 kB\nVmSwap:\t       0 kB\n"),
            "statm",
            "45610 18446744073634245910 18446744073709551615 456 0 16994 0\n"));
    folder.process(
        104,
        Map.of(
            "status",
            CaptureFolder.status(
                104,
                "Uid:\t1000\t1000\t1000\t1000\n",
                CaptureFolder.sizesWith(Map.of("HugetlbPages", "18446744073709541376")))));
    folder.process(
        105,
        Map.of(
            "stat",
            CaptureFolder.stat(105, 105, 0),
            "status",
            CaptureFolder.status(105, "", "VmSize:\t35672 kB\nVmRSS:\t8840 kB\nVmData:\t1180 kB\n"),
            "statm",
            "8918 2210 0 0 0 0 0\n"));
    folder.process(
        106, Map.of("status", "nothing of the sort\n", "statm", "x\n", "maps", WRITABLE_CODE));
    folder.process(
        101,
        Map.of(
            "status",
            CaptureFolder.status(101, "Uid:\t0\t0\t0\t0\n", OLD_SIZES),
            "statm",
            "2240199 167961 4611 9 0 2216541 0\n",
            "numa_maps",
            """
            00400000 default file=/usr/sbin/ledgerd mapped=1200 mapmax=1 N0=1200
            02075000 default heap anon=33 dirty=33 N0=30 N1=3
            2aaaaac00000 default file=/mnt/huge/pool huge anon=2 dirty=2 N1=2
            7fb474d1c000 default stack:17979 anon=5 dirty=5 N1=5
            7ffd3e5b1000 bind:0-1 stack anon=10 dirty=10 N0=10
            """));
    folder.process(
        109,
        Map.of(
            "status",
            CaptureFolder.status(
                109,
                "Uid:\t0\t0\t0\t0\n",
                "VmSize:\t 8960832 kB\nVmRSS:\t  671872 kB\nVmData:\t 8866048 kB\nVmSwap:\t       0 kB\n"),
            "statm",
            "140013 10498 288 1 0 138534 0\n"));
    folder.files(
        110,
        Map.of(
            "stat",
            CaptureFolder.stat(110, 110, 7),
            "statm",
            "1400 1000 200 1 0 900 0\n",
            "maps",
            CaptureFolder.MAPS,
            "smaps",
            "00400000-00410000 r-xp 00000000 fd:00 7 /x\nSize: 64 kB\nKernelPageSize:       16 kB\n"));
    folder.files(
        111, Map.of("stat", CaptureFolder.stat(111, 111, 7), "statm", "1400 1000 200 1 0 900 0\n"));
    rollup(folder, 118, "00400000-ffffffffff601000 ---p", USAGE);
    rollup(folder, 123, "00400000-7ffd3e5d2000 ---p", USAGE);
    rollup(folder, 124, "00400000-ffffffffff601000 ---p", "Rss: 4 kB\nPss: 4 kB\n");
    rollup(folder, 125, "00000000-00000000 ---p", "Rss: 0 kB\nPss: 0 kB\n");
    rollup(folder, 126, "00400000-00000000 ---p", "Rss: 4 kB\nPss: 4 kB\n");
    folder.process(
        127,
        Map.of(
            "smaps",
            "00401000-00402000 r-xp 00000000 08:01 1050 /x\nRss:                   8 kB\nSwap:                  0 kB\nVmFlags:\n"));
    folder.process(
        128,
        Map.of(
            "status",
            CaptureFolder.status(
                128,
                "Uid:\t0\t0\t0\t0\n",
                CaptureFolder.sizesWith(
                    Map.of("VmPeak", "0", "VmSize", "10432", "VmHWM", "0", "VmRSS", "304")))));
    folder.files(300, Map.of("maps", WRITABLE_CODE));
    folder.files(
        301,
        Map.of(
            "maps",
            CaptureFolder.MAPS,
            "status",
            CaptureFolder.status(301, "Uid:\t1000\t1000\t1000\t1000\n", CaptureFolder.SIZES)));
    folder.process(
        302, Map.of("status", CaptureFolder.status(17, "Uid:\t1\t1\t1\t1\n", CaptureFolder.SIZES)));
    folder.process(303, Map.of("stat", CaptureFolder.stat(303, 19, 7)));
    folder.files(304, Map.of("status", CaptureFolder.status(304, "", CaptureFolder.SIZES)));
    pair(folder, 401).files(401, Map.of("maps", CaptureFolder.MAPS));
    pair(folder, 402);
    properties.add("vmascope.procfs.root", folder.root()::toString);
    properties.add("vmascope.sampling.interval", () -> "200ms");
    properties.add("vmascope.sampling.rollup", () -> "true");
    properties.add("vmascope.scan.budget", () -> "1");
  }

  private static CaptureFolder pair(CaptureFolder folder, int pid) {
    return folder.files(
        pid, Map.of("stat", CaptureFolder.stat(pid, pid, 7).replaceFirst("\\(.*\\)", "(pair)")));
  }

  private static void rollup(CaptureFolder folder, int pid, String header, String usage) {
    folder.process(
        pid,
        Map.of(
            "smaps_rollup",
            header + " 00000000 00:00 0                          [rollup]\n" + usage));
  }

  private JsonNode process(int pid) {
    return api.json("/api/processes/" + pid);
  }

  private static String why(JsonNode answer, String field) {
    List<String> whys =
        answer
            .path("unavailable")
            .valueStream()
            .filter(absent -> absent.path("field").asString().equals(field))
            .map(absent ->
                absent.path("reason").asString() + ": " + absent.path("remedy").asString())
            .toList();
    assertThat(whys).as(field).hasSizeLessThanOrEqualTo(1);
    return String.join("", whys);
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

  @Test
  void mapsAloneAreACapture() {
    assertThat(api.json("/api/processes/300/maps").path("count").asInt()).isEqualTo(8);
    assertThat(api.json("/api/processes/300/maps/2075010").at("/mapping/kind").asString())
        .isEqualTo("heap");
    JsonNode summary = api.json("/api/processes/300/summary");
    assertThat(summary.at("/mappings/count").asInt()).isEqualTo(7);
    assertThat(api.json("/api/processes/300/findings").path("findings").findValuesAsString("rule"))
        .contains("writable-executable");
    JsonNode process = process(300);
    assertThat(process.path("pid").asInt()).isEqualTo(300);
    for (String field : List.of("name", "state", "threads", "parent", "startTicks", "startTime")) {
      assertThat(process.has(field)).as(field).isFalse();
      assertThat(why(process, field)).startsWith("gone: the capture has no file stat:");
    }
    assertThat(why(process, "virtualBytes")).contains("the capture has no file status");
    assertThat(why(process, "uid")).contains("the capture has no file status");
    assertThat(api.json("/api/processes").path("processes").findValuesAsString("pid"))
        .contains("300");
  }

  @Test
  void mapsAndStatusAreACapture() {
    JsonNode process = process(301);
    assertThat(process.path("name").asString()).isEqualTo("capture-301");
    assertThat(process.path("residentBytes").asLong()).isEqualTo(40000 * 1024);
    assertThat(api.json("/api/processes/301/maps").path("count").asInt()).isEqualTo(7);
    assertThat(why(process, "startTicks")).contains("no file stat:");
  }

  @ParameterizedTest
  @CsvSource({"302, 17", "303, 19"})
  void filesOfAnotherProcessAreSaidToBe(int pid, int other) {
    JsonNode maps = api.json("/api/processes/" + pid + "/maps");
    assertThat(maps.path("pid").asInt()).isEqualTo(pid);
    assertThat(maps.path("count").asInt()).isEqualTo(7);
    assertThat(maps.has("threadOf")).isFalse();
    assertThat(why(maps, "pid")).startsWith("malformed: ").contains("of process " + other);
  }

  @Test
  void aCaptureWithoutMappingsSaysSo() {
    JsonNode maps = api.json("/api/processes/304/maps");
    assertThat(maps.path("count").asInt()).isZero();
    assertThat(why(maps, "mappings")).startsWith("gone: the capture has no file maps");
    JsonNode at = api.json("/api/processes/304/maps/400000");
    assertThat(at.path("status").asInt()).isEqualTo(404);
    assertThat(at.path("detail").asString()).contains("no file maps");
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
            assertThat(api.json("/api/groups?name=capture-100").path("unavailable")).isEmpty());
  }

  @Test
  void nothingOfACaptureEndsOrIsHidden() {
    JsonNode none = process(4711);
    assertThat(none.path("status").asInt()).isEqualTo(404);
    assertThat(none.path("detail").asString()).contains("no folder").doesNotContain("hidepid");
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
